/** Segmentation of images too large for memory or one machine: blocks as tasks that are whole or not there at all. */
package sc.fiji.unet.distributed;
