/** The live window of a training, its curves and previews, and going on from corrections. */
package sc.fiji.unet.imagej.training;
