/** Image files in and out: TIFF, PNG, JPEG, NIfTI and DICOM in our own way, all else in ImageJ's. */
package sc.fiji.unet.imagej.files;
