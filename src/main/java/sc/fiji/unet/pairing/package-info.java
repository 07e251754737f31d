/** Which files of folders belong together, by their names and by how tools lay out their folders. */
package sc.fiji.unet.pairing;
