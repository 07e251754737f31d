/** Networks of other programs whose operations ours are not, computed by ONNX Runtime where that is there. */
package sc.fiji.unet.runtime;
