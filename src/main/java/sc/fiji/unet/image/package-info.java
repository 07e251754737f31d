/**
 * Pixels of images as {@code float[]}, row-major with x fastest: patches with mirrored edges, normalizing and
 * rescaling.
 */
package sc.fiji.unet.image;
