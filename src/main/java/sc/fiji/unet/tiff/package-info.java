/**
 * TIFF files in the variants that ImageJ lacks or reads wrongly: their pages to arrays, checked against the file's
 * length.
 */
package sc.fiji.unet.tiff;
