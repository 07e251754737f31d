/** What the headers of NIfTI files say: the type of their values, and which axes of a body those of the array are. */
package sc.fiji.unet.nifti;
