/** Images with their annotations: found in folders, surveyed, split into parts. */
package sc.fiji.unet.data;
