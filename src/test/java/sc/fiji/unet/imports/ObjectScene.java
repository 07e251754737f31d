package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;

/**
 * Balls in planes or volumes, and what networks of StarDist and Cellpose would say of them, as an image with as many channels.
 *
 * @param size along x, y, (z)
 * @param balls middle along x, y, (z), then the radius
 * @param scale by which all are stretched along x, y, (z)
 */
record ObjectScene(int[] size, int[][] balls, double... scale) {
    private static final String DESCRIPTION =
            """
            format_version: 0.5.7
            type: model
            name: Objects
            inputs:
            - id: image
              axes: [{type: batch}, {type: channel, channel_names: [CHANNELS]}INPUT]
              test_tensor: {source: image.npy}
            outputs:
            - id: objects
              axes: [{type: batch}, {type: channel, channel_names: [object]}OUTPUT]
              postprocessing: [STEP]
              test_tensor: {source: objects.npy}
            weights:
              onnx: {source: net.onnx}
            """;

    int pixels() {
        return Sizes.count(size);
    }

    private int[] place(int pixel) {
        int[] place = new int[size.length];
        for (int d = 0, rest = pixel; d < size.length; rest /= size[d++]) place[d] = rest % size[d];
        return place;
    }

    private int middle(int ball) {
        int index = 0;
        for (int d = size.length - 1; d >= 0; d--) index = index * size[d] + balls[ball][d];
        return index;
    }

    /** From the middle of a ball to a pixel, as if nothing were stretched. */
    private double[] from(int ball, int pixel) {
        int[] place = place(pixel);
        return IntStream.range(0, size.length)
                .mapToDouble(d -> (place[d] - balls[ball][d]) / scale[d])
                .toArray();
    }

    private int radius(int ball) {
        return balls[ball][size.length];
    }

    private int ball(int pixel) {
        for (int n = 0; n < balls.length; n++) if (length(from(n, pixel)) <= radius(n)) return n;
        return -1;
    }

    private static double length(double... v) {
        return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    }

    /** Balls by their place in the list from 1. */
    int[] truth() {
        return IntStream.range(0, pixels()).map(i -> ball(i) + 1).toArray();
    }

    /** Vectors of length 5 to the middle, along (z), y and x, and the logit. */
    float[] flows() {
        int rank = size.length;
        float[] image = new float[(rank + 1) * pixels()];
        for (int i = 0; i < pixels(); i++) {
            int n = ball(i);
            image[rank * pixels() + i] = n < 0 ? -3 : 3;
            if (n < 0) continue;
            double[] to = from(n, i);
            for (int d = 0; d < rank; d++)
                image[(rank - 1 - d) * pixels() + i] = (float) (-5 * to[d] / Math.max(1e-9, length(to)));
        }
        return image;
    }

    /**
     * The logit of a probability that is 0.95 in the middle, and lengths along rays; nonsense where the grid has no pixel.
     *
     * @param grid along x, y, (z)
     */
    float[] stars(double[][] rays, int... grid) {
        float[] image = new float[(1 + rays.length) * pixels()];
        Arrays.fill(image, 0, pixels(), -5);
        for (int i = 0; i < pixels(); i++) {
            int[] place = place(i);
            boolean known = IntStream.range(0, size.length).allMatch(d -> place[d] % grid[d] == 0);
            if (!known) for (int k = 0; k <= rays.length; k++) image[k * pixels() + i] = 50;
            int n = ball(i);
            if (n < 0 || !known) continue;
            double[] from = from(n, i);
            double probability = 0.95 - 0.9 * length(from) / radius(n);
            if (probability > 0) image[i] = (float) Math.log(probability / (1 - probability));
            for (int k = 0; k < rays.length; k++)
                image[(1 + k) * pixels() + i] = (float) border(from, radius(n), rays[k]);
        }
        return image;
    }

    /** How far the border of a ball is along a ray: the root of a quadratic equation. */
    private double border(double[] from, int radius, double... ray) {
        double a = 0;
        double b = 0;
        for (int d = 0; d < from.length; d++) {
            double step = ray[d] / scale[d];
            a += step * step;
            b += step * from[d];
        }
        double c = length(from) * length(from) - radius * radius;
        return (Math.sqrt(b * b - a * c) - b) / a;
    }

    private static float[] identity(int n, int from, int to) {
        float[] weight = new float[(to - from) * n];
        for (int k = from; k < to; k++) weight[(k - from) * n + k] = 1;
        return weight;
    }

    private int[] kernel(int out, int in) {
        int[] shape = new int[2 + size.length];
        Arrays.fill(shape, 1);
        shape[0] = out;
        shape[1] = in;
        return shape;
    }

    private OnnxFiles input(int channels, boolean foreign) {
        int[] shape = new int[2 + size.length];
        shape[0] = 1;
        shape[1] = channels;
        OnnxFiles net = new OnnxFiles().input("image", shape);
        return foreign ? net.node("Neg", List.of("image"), "less").node("Neg", List.of("less"), "same") : net;
    }

    /** Answers with its channels. */
    byte[] copying(int channels, boolean foreign) {
        return input(channels, foreign)
                .constant("w", kernel(channels, channels), identity(channels, 0, channels))
                .node("Conv", List.of(foreign ? "same" : "image", "w"), "answer")
                .output("answer")
                .bytes();
    }

    /** As networks of StarDist are: a sigmoid of the first channel, joined with the others, of the pixels of a grid x, y, (z). */
    byte[] starDist(int rays, boolean foreign, int... grid) {
        String seen = foreign ? "same" : "image";
        List<Integer> strides = new ArrayList<>();
        for (int d = size.length - 1; d >= 0; d--) strides.add(grid[d]);
        return input(1 + rays, foreign)
                .constant("w0", kernel(1, 1 + rays), identity(1 + rays, 0, 1))
                .constant("w1", kernel(rays, 1 + rays), identity(1 + rays, 1, 1 + rays))
                .node("Conv", List.of(seen, "w0"), "logit", "strides", strides)
                .node("Conv", List.of(seen, "w1"), "far", "strides", strides)
                .node("Sigmoid", List.of("logit"), "likely")
                .node("Concat", List.of("likely", "far"), "answer", "axis", 1)
                .output("answer")
                .bytes();
    }

    /** Writes a package whose test this scene is. */
    Path write(Path folder, byte[] network, float[] image, String step, int... expected) throws IOException {
        Path made = Files.createDirectories(folder);
        int channels = image.length / pixels();
        int[] shape = new int[2 + size.length];
        shape[0] = 1;
        for (int d = 0; d < size.length; d++) shape[shape.length - 1 - d] = size[d];
        Files.write(made.resolve("net.onnx"), network);
        shape[1] = channels;
        Files.write(made.resolve("image.npy"), NpyFiles.of(shape.clone(), image));
        float[] objects = new float[pixels()];
        for (int i = 0; i < objects.length; i++) objects[i] = expected[i];
        shape[1] = 1;
        Files.write(made.resolve("objects.npy"), NpyFiles.of(shape, objects));
        String names = IntStream.range(0, channels).mapToObj(c -> "i" + c).collect(Collectors.joining(", "));
        StringBuilder input = new StringBuilder();
        StringBuilder output = new StringBuilder();
        for (char axis : "zyx".substring(3 - size.length).toCharArray()) {
            input.append(", {type: space, id: ").append(axis).append(", size: {min: 8, step: 8}}");
            output.append(", {type: space, id: ").append(axis).append(", size: {tensor_id: image, axis_id: ");
            output.append(axis).append("}}");
        }
        String text = DESCRIPTION
                .replace("CHANNELS", names)
                .replace("INPUT", input)
                .replace("OUTPUT", output)
                .replace("STEP", step);
        return Files.writeString(made.resolve("rdf.yaml"), text);
    }

    /** The objects that an imported model finds in an image. */
    int[] segmented(ModelFolder model, float[] image, String objects) {
        ModelCard card = model.card();
        long[] extent = new long[size.length + 1];
        for (int d = 0; d < size.length; d++) extent[d] = size[d];
        extent[size.length] = image.length / pixels();
        try (LoadedModel loaded =
                LoadedModel.open(model, "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            SegmentRequest request = SegmentRequest.of(LabelOptions.defaults().withObjects(objects), card, false);
            var found = loaded.segmenter()
                    .run(
                            new ImageSource("balls", ArrayImgs.floats(image, extent)),
                            request,
                            new MemoryStore(),
                            Progress.NONE);
            int[] labels = new int[pixels()];
            int i = 0;
            for (IntType label : Views.flatIterable(found.objects())) labels[i++] = label.get();
            return labels;
        }
    }

    /** The same pixels are of the same objects, whatever their numbers; a share of pixels at the rims may differ. */
    void requireSame(int[] expected, int[] found, double share) {
        int most = Arrays.stream(expected).max().orElse(0);
        int[] numbers = new int[most + 1];
        for (int n = 0; n < balls.length; n++) numbers[Math.max(0, expected[middle(n)])] = found[middle(n)];
        numbers[0] = 0;
        int off = 0;
        for (int i = 0; i < found.length; i++) if (found[i] != numbers[expected[i]]) off++;
        long objects = Arrays.stream(expected).filter(n -> n > 0).distinct().count();
        assertEquals(objects, Arrays.stream(found).filter(n -> n > 0).distinct().count());
        long covered = Arrays.stream(expected).filter(n -> n > 0).count();
        assertTrue(off <= share * covered, off + " of " + covered + " pixels of objects");
    }
}
