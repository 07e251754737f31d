/**
 * Trained models: their folders, the names that a person knows them by, a network opened to segment images, and the
 * corrections stored beside them.
 */
package sc.fiji.unet.model;
