/** Pixels of ImageJ's images as sources and label images, and the titles of images. */
package sc.fiji.unet.imagej.pixels;
