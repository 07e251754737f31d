/** The one door to libtorch: devices, native memory, precisions, and networks compiled for prediction. */
package sc.fiji.unet.engine;
