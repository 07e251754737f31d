/** The architectures that people can choose, one file each, and the blocks that they share. */
package sc.fiji.unet.nn.zoo;
