package sc.fiji.unet.onnx;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of the tensors of an ONNX file.
 *
 * @param input letters of the axes of the images that the network reads, such as {@code bcyx}; empty for the usual ones
 * @param output letters of the axes of its answer; empty where nobody said, which is as the network has them
 * @param ends which inputs and outputs are meant
 * @param size of an image along the input's axes, all channels together, for files that do not say it; empty for a usual one
 */
public record OnnxLayout(String input, String output, Ends ends, List<Integer> size) {
    private static final int PLANE = 256;
    private static final int VOLUME = 64;

    /**
     * Names of inputs and outputs. A file may call them otherwise than its description: then their order counts.
     *
     * @param inputs in the order of the image's channels; empty for those of the file
     * @param axes letters of each input's axes; empty where they are those of all
     * @param channels of each input; empty where the file says it
     * @param outputs that are described; empty for those of the file
     * @param chosen the output that is wanted; empty for the only one
     * @param grid pixels of the image along x, y, (z) for each of its pixels; none where it is as large as the image
     */
    public record Ends(
            List<String> inputs,
            List<String> axes,
            List<Integer> channels,
            List<String> outputs,
            String chosen,
            List<Integer> grid) {
        /** Copies the lists. */
        public Ends {
            inputs = List.copyOf(inputs);
            axes = List.copyOf(axes);
            channels = List.copyOf(channels);
            outputs = List.copyOf(outputs);
            grid = List.copyOf(grid);
        }

        /** Pixels of the image along an axis for each pixel of the answer. */
        int grid(char axis) {
            int d = "xyz".indexOf(axis);
            return d < grid.size() ? grid.get(d) : 1;
        }
    }

    /** Copies the list. */
    public OnnxLayout {
        size = List.copyOf(size);
    }

    /** The same for a file that has none but the output that was chosen. */
    public OnnxLayout onlyChosen() {
        Ends only = new Ends(ends.inputs(), ends.axes(), ends.channels(), List.of(), "", ends.grid());
        return new OnnxLayout(input, output, only, size);
    }

    /** What nearly all networks have where nothing is said: planes after batch and channels, or volumes of five axes. */
    public OnnxLayout usual(int axes) {
        return input.isEmpty() ? new OnnxLayout(axes == 5 ? "bczyx" : "bcyx", output, ends, size) : this;
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

    /** Letters of the axes of an input, which may come in another order than those of others. */
    public String axes(int place) {
        return place < ends.axes().size() ? ends.axes().get(place) : input;
    }

    /** Letters of the spatial axes in each order that an image has them in, the first input's first. */
    List<String> spatialOrders() {
        String canonical = input.indexOf('z') < 0 ? "yx" : "zyx";
        return Stream.of(List.of(input), ends.axes(), List.of(output, canonical))
                .flatMap(List::stream)
                .map(axes -> axes.replaceAll("[^zyx]", ""))
                .filter(order -> order.length() == canonical.length())
                .distinct()
                .toList();
    }

    /**
     * Sizes of an input to try the network with.
     *
     * @param place of the input among others
     */
    public int[] shape(int place) {
        int[] all = probe();
        String own = axes(place);
        int[] shape = new int[own.length()];
        for (int i = 0; i < shape.length; i++) {
            int axis = input.indexOf(own.charAt(i));
            shape[i] = own.charAt(i) == 'c' ? ends.channels().get(place) : axis < 0 ? 1 : all[axis];
        }
        return shape;
    }

    /**
     * Channels of an input.
     *
     * @param place of the input among others
     * @param size that the file says along the axes, 0 where it does not
     */
    public int channels(int place, int... size) {
        int axis = axes(place).indexOf('c');
        if (axis < 0) return 1;
        if (size[axis] > 0) return size[axis];
        return place < ends.channels().size() ? Math.max(1, ends.channels().get(place)) : probe(size)[axis];
    }

    private boolean isSpatial(int axis) {
        return "zyx".indexOf(input.charAt(axis)) >= 0;
    }
}
