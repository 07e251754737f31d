/** Trained models: their folders, the names that a person knows them by, and a network opened to segment images. */
package sc.fiji.unet.model;
