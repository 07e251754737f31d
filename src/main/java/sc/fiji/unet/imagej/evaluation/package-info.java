/** Truth that is open or was drawn in ImageJ, and pictures of evaluations. */
package sc.fiji.unet.imagej.evaluation;
