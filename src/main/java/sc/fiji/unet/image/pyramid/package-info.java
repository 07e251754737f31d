/** Large images in levels of resolution, of which parts are read when they are asked for. */
package sc.fiji.unet.image.pyramid;
