/**
 * ROIs to labels and labels to ROIs, and the training sets of images that people annotated, here or in other
 * programs.
 */
package sc.fiji.unet.imagej.rois;
