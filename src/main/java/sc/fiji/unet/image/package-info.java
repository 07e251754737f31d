/**
 * Pixels of images as {@code float[]} in row-major order (x fastest): reading patches with mirrored edges,
 * normalizing, rescaling.
 */
package sc.fiji.unet.image;
