package sc.fiji.unet.onnx;

import java.util.List;

/**
 * What is known of the tensors of an ONNX file.
 *
 * @param input letters of the axes of the image that the network reads, such as {@code bcyx}; empty for the usual ones
 * @param output letters of the axes of its answer; empty where nobody said, which is as the network has them
 * @param name of the output; empty for the only one
 * @param size of an image along the input's axes, for files that do not say it; empty for a usual one
 */
public record OnnxLayout(String input, String output, String name, List<Integer> size) {
    private static final int PLANE = 256;
    private static final int VOLUME = 64;

    /** Copies the list. */
    public OnnxLayout {
        size = List.copyOf(size);
    }

    /** What nearly all networks have where nothing is said: planes after batch and channels, or volumes of five axes. */
    public OnnxLayout usual(int axes) {
        return input.isEmpty() ? new OnnxLayout(axes == 5 ? "bczyx" : "bcyx", output, name, size) : this;
    }

    /**
     * Sizes of an image to try the network with, along the input's axes.
     *
     * @param file what the file says of them, 0 where it does not; then what is known counts, else what many networks can
     *     halve often
     */
    public int[] probe(int... file) {
        int[] probe = new int[input.length()];
        for (int i = 0; i < probe.length; i++) {
            if (i < file.length) probe[i] = file[i];
            if (probe[i] == 0 && size.size() == probe.length) probe[i] = size.get(i);
            if (probe[i] == 0) probe[i] = isSpatial(i) ? input.indexOf('z') < 0 ? PLANE : VOLUME : 1;
        }
        return probe;
    }

    private boolean isSpatial(int axis) {
        return "zyx".indexOf(input.charAt(axis)) >= 0;
    }
}
