/** A network that learns while a person paints: strokes as sparse labels, a training in the background, views predicted anew. */
package sc.fiji.unet.live;
