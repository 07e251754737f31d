/**
 * How well a segmentation agrees with the truth: confusion matrices, Dice, IoU, distances of outlines, average
 * precision of objects.
 */
package sc.fiji.unet.metrics;
