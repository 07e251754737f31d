/**
 * Graphs and weights written as TorchScript archives, and weights read from the files that people have them in,
 * without PyTorch.
 */
package sc.fiji.unet.torchscript;
