/** Optimizers, one file each: how a step changes the parameters of a network, as TorchScript. */
package sc.fiji.unet.optimizer;
