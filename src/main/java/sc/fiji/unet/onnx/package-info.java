/** Graphs and weights written as ONNX files, without a library of ONNX. */
package sc.fiji.unet.onnx;
