/** DICOM files as data sets and frames of stored values, without any imaging library. */
package sc.fiji.unet.dicom;
