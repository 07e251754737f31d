/** Losses that compare logits with class indices under a weight for each pixel, as DJL arrays. */
package sc.fiji.unet.loss;
