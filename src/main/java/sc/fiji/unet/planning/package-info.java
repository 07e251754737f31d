/** What a training on volumes is planned from besides their pixels: how their slices lie. */
package sc.fiji.unet.planning;
