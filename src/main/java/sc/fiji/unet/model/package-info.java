/** Model folders on disk, the models a person knows, and a model opened to segment. */
package sc.fiji.unet.model;
