/** The commands of the menu: parameters as fields, and a few lines over a facade below. */
package sc.fiji.unet.command;
