/** The source text of TorchScript archives gone through without PyTorch: what it does to tensors is told, the rest refused. */
package sc.fiji.unet.script;
