/** Painting in an open image while a network learns: panel, tools, keys and what lies over the image. */
package sc.fiji.unet.imagej.live;
