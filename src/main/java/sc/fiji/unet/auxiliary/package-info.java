/** What a network says of a pixel beside its class, by which objects are told apart: as it is learned, and as it is read. */
package sc.fiji.unet.auxiliary;
