/** Zarr stores in folders and the images that OME-Zarr keeps in them, read lazily chunk by chunk, and written. */
package sc.fiji.unet.zarr;
