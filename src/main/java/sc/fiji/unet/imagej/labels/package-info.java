/** Label images and probabilities as ImageJ shows them, with the colors and names of classes. */
package sc.fiji.unet.imagej.labels;
