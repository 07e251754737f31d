/** Several networks trained on the same images with the same splits, and the table that sets them side by side. */
package sc.fiji.unet.compare;
