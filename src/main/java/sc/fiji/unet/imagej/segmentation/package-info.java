/**
 * An open image segmented, as ImageJ shows and files it: labels, ROIs, overlay, tables; and the sample sets as
 * stacks.
 */
package sc.fiji.unet.imagej.segmentation;
