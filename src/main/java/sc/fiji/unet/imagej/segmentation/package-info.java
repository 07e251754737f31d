/** A segmented image as ImageJ shows and files it: labels, ROIs, overlay, tables. */
package sc.fiji.unet.imagej.segmentation;
