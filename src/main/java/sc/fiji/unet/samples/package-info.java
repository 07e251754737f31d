/** Paints the sample images and their masks that ship with the program, from seeded formulas. */
package sc.fiji.unet.samples;
