/** Models written for other programs: as packages of bioimage.io, ONNX and TorchScript. */
package sc.fiji.unet.export;
