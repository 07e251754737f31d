/** Batches of patches, drawn from annotated images as a pure function of seed and step. */
package sc.fiji.unet.sampling;
