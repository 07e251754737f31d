/** How images are prepared for models that came from elsewhere, in the operations of bioimage.io. */
package sc.fiji.unet.steps;
