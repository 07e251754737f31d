/** Implementations of the extension points, found by the stable ids that model cards and options name them by. */
package sc.fiji.unet.registry;
