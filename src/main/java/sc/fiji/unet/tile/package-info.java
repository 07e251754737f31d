/** Which tiles cover an interval, with halos and strides: interval arithmetic without any pixels. */
package sc.fiji.unet.tile;
