/**
 * Pixels of images as {@code float[]}, row-major with x fastest: patches with mirrored edges, normalizing, rescaling;
 * and NIfTI headers.
 */
package sc.fiji.unet.image;
