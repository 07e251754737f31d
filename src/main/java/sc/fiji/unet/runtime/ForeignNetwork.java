package sc.fiji.unet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.PixelLayer;

/**
 * How to ask an ONNX file of another program for classes: what it reads and answers, and what that means. Kept beside the file.
 *
 * @param inputs in the order of the image's channels, each of which goes to one of them
 * @param output what it is asked for
 * @param sizes that it takes, along x, y, (z)
 * @param halo pixels that are not trusted at the edges of images of a fixed size
 * @param rows for each class the factor of each number before the last activation; none: the answer is taken as it is
 * @param shift added to each class
 * @param beside how many of these, the last ones, are no classes but numbers that are left as they are
 * @param before what is done to an image before it is asked
 * @param after what is done to its answer before that is mapped
 * @param grid pixels along x, y, (z) for each that it answers, each of which is repeated; none where it answers of all
 */
public record ForeignNetwork(
        List<Tensor> inputs,
        Tensor output,
        List<Size> sizes,
        int halo,
        double[][] rows,
        double[] shift,
        int beside,
        List<PixelLayer> before,
        List<PixelLayer> after,
        List<Integer> grid) {
    /** Copies lists, which older files do not have. */
    public ForeignNetwork {
        before = before == null ? List.of() : List.copyOf(before);
        after = after == null ? List.of() : List.copyOf(after);
        grid = grid == null ? List.of() : List.copyOf(grid);
    }

    /** A network of whose answer nothing is known but classes. */
    public ForeignNetwork(
            List<Tensor> inputs, Tensor output, List<Size> sizes, int halo, double[][] rows, double[] shift) {
        this(inputs, output, sizes, halo, rows, shift, 0, List.of(), List.of(), List.of());
    }

    /**
     * An input or output.
     *
     * @param name in the file
     * @param axes a letter for each: b, c, z, y, x
     * @param channels of it
     * @param ending of an output, what it was made by: sigmoid, softmax, or none for numbers that are no probabilities
     */
    public record Tensor(String name, String axes, int channels, String ending) {
        /** Sizes along its axes for an image of a size x, y, (z). */
        public long[] shape(int... size) {
            return order(size).shape();
        }

        Tensor endingWith(String other) {
            return new Tensor(name, axes, channels, other);
        }

        AxisOrder order(int... size) {
            return new AxisOrder(axes, channels, size);
        }
    }

    /**
     * What an axis takes.
     *
     * @param least pixels
     * @param step what may be added, any number of times; 0 for nothing
     */
    public record Size(int least, int step) {
        /** The smallest that holds so many pixels, or all that it takes. */
        public int holding(int pixels) {
            if (step == 0 || pixels <= least) return least;
            return least + (pixels - least + step - 1) / step * step;
        }

        /** The largest that has so many pixels at most, or the smallest that there is. */
        Size atMost(int pixels) {
            if (step == 0 || pixels <= least) return new Size(least, 0);
            return new Size(least + (pixels - least) / step * step, 0);
        }
    }

    /** Channels of the images that it is asked about. */
    public int channels() {
        return inputs.stream().mapToInt(Tensor::channels).sum();
    }

    /** How many numbers a pixel gets. */
    public int classes() {
        return rows.length == 0 ? output.channels() : rows.length;
    }

    /** The same network, whose answer is mapped to classes. */
    public ForeignNetwork mapped(double[][] newRows, double[] newShift) {
        return new ForeignNetwork(inputs, output, sizes, halo, newRows, newShift, beside, before, after, grid);
    }

    /** The same network, whose images are prepared by layers. */
    public ForeignNetwork preparedBy(List<PixelLayer> layers) {
        return new ForeignNetwork(inputs, output, sizes, halo, rows, shift, beside, layers, after, grid);
    }

    /** The same network, whose answer goes through layers as it comes. */
    public ForeignNetwork followedBy(List<PixelLayer> layers) {
        Tensor plain = output.endingWith("none");
        return new ForeignNetwork(inputs, plain, sizes, halo, rows, shift, beside, before, layers, grid);
    }

    /** The same network, whose answer is no probabilities, and of which some numbers say more than classes. */
    public ForeignNetwork saying(int numbers) {
        Tensor plain = output.endingWith("none");
        return new ForeignNetwork(inputs, plain, sizes, halo, rows, shift, numbers, before, after, grid);
    }

    /** The same network, which answers of fewer pixels than an image has: that takes images of as many as make whole ones. */
    public ForeignNetwork onGrid(List<Integer> newGrid) {
        List<Size> whole = new ArrayList<>();
        for (int d = 0; d < sizes.size(); d++) {
            Size size = sizes.get(d);
            int every = d < newGrid.size() ? newGrid.get(d) : 1;
            int step = size.step;
            while (step % every != 0) step += size.step;
            whole.add(new Size((int) Sizes.roundUp(size.least, every), step));
        }
        return new ForeignNetwork(inputs, output, whole, halo, rows, shift, beside, before, after, newGrid);
    }

    /** Pixels along an axis for each that it answers. */
    int grid(int axis) {
        return axis < grid.size() ? grid.get(axis) : 1;
    }

    private static Path description(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.onnx$", "") + "-onnx.json");
    }

    /** Writes a file, and this beside it. */
    public void write(Path file, byte[] onnx) {
        AtomicFiles.write(file, temporary -> Files.write(temporary, onnx));
        Json.write(description(file), this);
    }

    /** Reads what is kept beside a file. */
    static ForeignNetwork of(Path file) {
        ForeignNetwork read = Json.read(description(file), ForeignNetwork.class);
        boolean complete = read != null
                && read.inputs != null
                && !read.inputs.isEmpty()
                && read.output != null
                && read.sizes != null
                && read.rows != null
                && read.shift != null
                && read.rows.length == read.shift.length
                && read.beside >= 0
                && read.grid.stream().allMatch(every -> every > 0)
                && read.beside <= Math.max(0, read.rows.length - 1);
        if (complete) return read;
        throw new InputException(description(file) + " says too little of " + file.getFileName()
                + ". Copy the model folder again, or import the model again.");
    }

    /** The file's bytes. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(
                    file + " cannot be read: " + e + ". Copy the model folder again, or import the model again.", e);
        }
    }
}
