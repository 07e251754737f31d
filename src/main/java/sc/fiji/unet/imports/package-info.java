/** Models that other programs made, brought into model folders: packages of bioimage.io, ONNX and TorchScript files. */
package sc.fiji.unet.imports;
