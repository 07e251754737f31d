/**
 * Images with their annotations: found in folders, surveyed, split into parts, and drawn from as batches of
 * patches.
 */
package sc.fiji.unet.data;
