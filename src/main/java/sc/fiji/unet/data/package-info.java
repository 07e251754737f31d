/** Images with their annotations: found in folders, surveyed for what their masks mean, split into parts. */
package sc.fiji.unet.data;
