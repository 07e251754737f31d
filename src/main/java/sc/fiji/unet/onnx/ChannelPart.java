package sc.fiji.unet.onnx;

/**
 * Some of the channels of an image, one after the other.
 *
 * @param whole the image
 * @param from the first
 * @param to one past the last
 * @param activation the operator that they went through, empty for none
 */
record ChannelPart(ComputedImage whole, int from, int to, String activation) {}
