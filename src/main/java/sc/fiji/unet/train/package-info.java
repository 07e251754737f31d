/** The training loop: forward, loss, backward, step, validation, checkpoint. */
package sc.fiji.unet.train;
