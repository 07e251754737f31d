/** What happens to a model that is dropped on ImageJ's window. */
package sc.fiji.unet.imagej.drop;
