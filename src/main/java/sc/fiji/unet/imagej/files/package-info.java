/** Image formats in and out, by ImageJ. */
package sc.fiji.unet.imagej.files;
