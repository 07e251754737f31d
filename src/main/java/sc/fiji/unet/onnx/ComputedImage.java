package sc.fiji.unet.onnx;

/**
 * A value of an ONNX graph that is computed from the image: what a node of our graph puts out, with its axes in whatever
 * order.
 *
 * @param node index of the node
 * @param axes a letter for each, as the value has them
 * @param size along the spatial axes, in the order of the network
 * @param zeros pixels of zeros that still have to be put around it
 */
record ComputedImage(int node, String axes, int[] size, int zeros) {
    /** The same values in axes of another order. */
    ComputedImage withAxes(String other) {
        return new ComputedImage(node, other, size, zeros);
    }
}
