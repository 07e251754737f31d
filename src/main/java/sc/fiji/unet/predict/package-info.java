/**
 * Networks applied to whole images: the one loop over tiles, and answers averaged over networks and mirror images.
 */
package sc.fiji.unet.predict;
