package sc.fiji.unet.imports;

/**
 * What stands for the image of which the code of an archive computes something, and for what was computed.
 *
 * @param name in the ONNX graph
 * @param size batch, channels, (z), y, x
 * @param cut what a crop has cut so far, where axes are still missing; else null
 */
record TorchImage(String name, int[] size, Cut cut) {
    /**
     * A crop that goes axis by axis.
     *
     * @param whole what is cropped
     * @param border pixels cut off each side
     * @param axes how many axes were cut by now, the first ones
     */
    record Cut(TorchImage whole, int border, int axes) {}

    TorchImage(String name, int... size) {
        this(name, size, null);
    }

    /** Number of spatial axes. */
    int rank() {
        return size.length - 2;
    }
}
