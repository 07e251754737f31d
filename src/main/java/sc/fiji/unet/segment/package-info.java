/** The one way from an image to its classes and objects, and where these are kept. */
package sc.fiji.unet.segment;
