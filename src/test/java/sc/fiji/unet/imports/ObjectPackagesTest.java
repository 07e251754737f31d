package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.Normalizing;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.tile.Tiling;

/**
 * Packages of which Cellpose and StarDist make objects. Their networks answer with what is in the image: flows, or lengths
 * along rays, of disks, which therefore are what has to be found.
 */
class ObjectPackagesTest {
    private static final int WIDTH = 75;
    private static final int HEIGHT = 53;
    private static final int PIXELS = WIDTH * HEIGHT;
    private static final int RAYS = 32;

    /** Middle and radius: two that touch, one that the edge cuts, a small one, and one that is less sure. */
    private static final int[][] DISKS = {{14, 20, 9}, {33, 20, 9}, {70, 24, 10}, {40, 44, 3}, {14, 42, 8}};

    private static final String DESCRIPTION =
            """
            format_version: 0.5.7
            type: model
            name: Objects
            inputs:
            - id: image
              axes: [{type: batch}, {type: channel, channel_names: [CHANNELS]}, {type: space, id: y, size: {min: 8, step: 8}},
                {type: space, id: x, size: {min: 8, step: 8}}]
              test_tensor: {source: image.npy}
            outputs:
            - id: objects
              axes: [{type: batch}, {type: channel, channel_names: [object]},
                {type: space, id: y, size: {tensor_id: image, axis_id: y}}, {type: space, id: x, size: {tensor_id: image, axis_id: x}}]
              postprocessing: [STEP]
              test_tensor: {source: objects.npy}
            weights:
              onnx: {source: net.onnx}
            """;

    private static final String FLOWS =
            "{id: cellpose_flow_dynamics, kwargs: {cellprob_threshold: 0.5, flow_threshold: 0.4, do_3D: false, min_size: 30}}";
    private static final String STARS =
            "{id: stardist_postprocessing, kwargs: {prob_threshold: 0.5, nms_threshold: 0.3,"
                    + " n_rays: 32, grid: [1, 1], b: 2}}";

    @TempDir
    Path folder;

    private static int disk(int pixel) {
        for (int n = 0; n < DISKS.length; n++) {
            if (Math.hypot(pixel % WIDTH - DISKS[n][0], pixel / WIDTH - DISKS[n][1]) <= DISKS[n][2]) return n;
        }
        return -1;
    }

    /** Disks by their place in the list from 1, but for some. */
    private static int[] truth(Integer... without) {
        int[] truth = new int[PIXELS];
        for (int i = 0; i < PIXELS; i++) truth[i] = Arrays.asList(without).contains(disk(i)) ? 0 : disk(i) + 1;
        return truth;
    }

    /** Vectors of length 5 to the middle, along y and x, and the logit: 3, and 0.4 of the last disk. */
    private static float[] flows() {
        float[] image = new float[3 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int n = disk(i);
            image[2 * PIXELS + i] = n < 0 ? -3 : n == 4 ? 0.4f : 3;
            if (n < 0) continue;
            double x = DISKS[n][0] - i % WIDTH;
            double y = DISKS[n][1] - i / WIDTH;
            double length = Math.max(1e-9, Math.hypot(x, y));
            image[i] = (float) (5 * y / length);
            image[PIXELS + i] = (float) (5 * x / length);
        }
        return image;
    }

    /**
     * The logit of a probability that is 0.95 in the middle and at least 0.5 as far as half the radius, of the last disk 0.4 at
     * most; then lengths. Where the grid has no pixel the image is nonsense.
     */
    private static float[] stars(int grid) {
        float[] image = new float[(1 + RAYS) * PIXELS];
        Arrays.fill(image, 0, PIXELS, -5);
        for (int i = 0; i < PIXELS; i++) {
            int n = disk(i);
            boolean known = i % WIDTH % grid == 0 && i / WIDTH % grid == 0;
            if (!known) for (int k = 0; k <= RAYS; k++) image[k * PIXELS + i] = 50;
            if (n < 0 || !known) continue;
            double x = i % WIDTH - DISKS[n][0];
            double y = i / WIDTH - DISKS[n][1];
            double distance = Math.hypot(x, y);
            double probability = (n == 4 ? 0.4 : 0.95) - 0.9 * distance / DISKS[n][2];
            if (probability > 0) image[i] = (float) Math.log(probability / (1 - probability));
            for (int k = 0; k < RAYS; k++) {
                double along = x * Math.cos(2 * Math.PI * k / RAYS) + y * Math.sin(2 * Math.PI * k / RAYS);
                double square = along * along + DISKS[n][2] * DISKS[n][2] - distance * distance;
                image[(1 + k) * PIXELS + i] = (float) (Math.sqrt(square) - along);
            }
        }
        return image;
    }

    private static float[] identity(int n, int from, int to) {
        float[] weight = new float[(to - from) * n];
        for (int k = from; k < to; k++) weight[(k - from) * n + k] = 1;
        return weight;
    }

    /** Answers with its channels. */
    private static byte[] copying(int channels, boolean foreign) {
        OnnxFiles net = new OnnxFiles()
                .input("image", 1, channels, 0, 0)
                .constant("w", new int[] {channels, channels, 1, 1}, identity(channels, 0, channels));
        if (foreign) net.node("Neg", List.of("image"), "less").node("Neg", List.of("less"), "same");
        return net.node("Conv", List.of(foreign ? "same" : "image", "w"), "answer")
                .output("answer")
                .bytes();
    }

    /** As networks of StarDist are: a sigmoid of the first channel, joined with the others, of every grid-th pixel. */
    private static byte[] starDist(int grid, boolean foreign) {
        int all = 1 + RAYS;
        OnnxFiles net = new OnnxFiles()
                .input("image", 1, all, 0, 0)
                .constant("w0", new int[] {1, all, 1, 1}, identity(all, 0, 1))
                .constant("w1", new int[] {RAYS, all, 1, 1}, identity(all, 1, all));
        if (foreign) net.node("Neg", List.of("image"), "less").node("Neg", List.of("less"), "same");
        String seen = foreign ? "same" : "image";
        return net.node("Conv", List.of(seen, "w0"), "logit", "strides", List.of(grid, grid))
                .node("Conv", List.of(seen, "w1"), "far", "strides", List.of(grid, grid))
                .node("Sigmoid", List.of("logit"), "likely")
                .node("Concat", List.of("likely", "far"), "answer", "axis", 1)
                .output("answer")
                .bytes();
    }

    private Path written(byte[] network, float[] image, String step, int... expected) throws IOException {
        Path made = Files.createDirectories(folder.resolve("package"));
        int channels = image.length / PIXELS;
        StringBuilder names = new StringBuilder();
        for (int c = 0; c < channels; c++)
            names.append(c > 0 ? ", " : "").append("i").append(c);
        Files.write(made.resolve("net.onnx"), network);
        Files.write(made.resolve("image.npy"), NpyFiles.of(new int[] {1, channels, HEIGHT, WIDTH}, image));
        float[] objects = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) objects[i] = expected[i] == 0 ? 0 : 100 - 7 * expected[i];
        Files.write(made.resolve("objects.npy"), NpyFiles.of(new int[] {1, 1, HEIGHT, WIDTH}, objects));
        return Files.writeString(
                made.resolve("rdf.yaml"),
                DESCRIPTION.replace("CHANNELS", names.toString()).replace("STEP", step));
    }

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    private static ImageSource source(float[] image) {
        return new ImageSource("disks", ArrayImgs.floats(image, WIDTH, HEIGHT, image.length / PIXELS));
    }

    private Segmentation segmented(float[] image, String objects) {
        ModelCard card = model().card();
        try (LoadedModel loaded =
                LoadedModel.open(model(), "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            LabelOptions labels = LabelOptions.defaults().withObjects(objects);
            SegmentRequest request = SegmentRequest.of(labels, card, false);
            return loaded.segmenter().run(source(image), request, new MemoryStore(), Progress.NONE);
        }
    }

    private static int[] values(RandomAccessibleInterval<? extends IntegerType<?>> image) {
        int[] values = new int[PIXELS];
        int i = 0;
        for (IntegerType<?> value : Views.flatIterable(image)) values[i++] = value.getInteger();
        return values;
    }

    /** The same pixels are of the same objects, whatever their numbers; a share of pixels at the rims may differ. */
    private static void requireSame(int[] expected, int[] found, double share) {
        int[] numbers = new int[DISKS.length + 1];
        for (int n = 1; n <= DISKS.length; n++) numbers[n] = found[DISKS[n - 1][1] * WIDTH + DISKS[n - 1][0]];
        int off = 0;
        for (int i = 0; i < PIXELS; i++) if (found[i] != (expected[i] == 0 ? 0 : numbers[expected[i]])) off++;
        assertTrue(off <= share * PIXELS, off + " of " + PIXELS + " pixels");
        long objects = Arrays.stream(expected).filter(n -> n > 0).distinct().count();
        assertEquals(objects, Arrays.stream(found).filter(n -> n > 0).distinct().count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flowsBecomeObjects(boolean foreign) throws Exception {
        int[] expected = truth(3, 4); // too small, and not likely enough
        String told = Packages.imported(written(copying(3, foreign), flows(), FLOWS, expected), model().path());
        assertTrue(told.contains("3 of 3 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        assertTrue(told.contains("Its test output is reproduced"), told);
        assertTrue(told.contains("Objects: auto (flow least=10 error=0.4, from 0.50, 30 pixels)"), told);
        requireSame(expected, values(segmented(flows(), "auto").objects()), 0);
    }

    @Test
    void aDiskThatFlowsElsewhereIsNone() throws Exception {
        int[] expected = truth(1, 4);
        float[] image = flows();
        for (int i = 0; i < PIXELS; i++) {
            if (disk(i) != 1) continue;
            image[i] = 0;
            image[PIXELS + i] = 5;
        }
        String step = FLOWS.replace("min_size: 30", "min_size: 15");
        String told = Packages.imported(written(copying(3, false), image, step, expected), model().path());
        assertTrue(told.contains("3 of 3 objects"), told);
        requireSame(expected, values(segmented(image, "auto").objects()), 0);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "1, true"})
    void starsBecomeObjects(int grid, boolean foreign) throws Exception {
        int[] expected = truth(4);
        String step = STARS.replace("[1, 1]", "[" + grid + ", " + grid + "]");
        float[] image = stars(grid);
        String told = Packages.imported(written(starDist(grid, foreign), image, step, expected), model().path());
        assertTrue(told.contains("4 of 4 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        Segmentation found = segmented(image, "auto");
        int[] objects = values(found.objects());
        requireSame(expected, objects, 0.01);
        int[] classes = values(found.classes());
        for (int i = 0; i < PIXELS; i++)
            assertEquals(Math.min(1, objects[i]), classes[i], "of the class of its object");
        for (float sure : found.certainty())
            assertTrue(sure > 0.75 && sure < 0.9, "1 / (1 + exp(-4 (0.95 - 0.5))): " + sure);
        assertEquals(0, segmented(image, "star prob=0.96").count(), "a person says how likely");
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 24"})
    void tilesSayWhatTheWholeSays(int grid, int tile) throws Exception {
        String step = STARS.replace("[1, 1]", "[" + grid + ", " + grid + "]");
        float[] image = stars(grid);
        Packages.imported(written(starDist(grid, false), image, step, truth(4)), model().path());
        ModelCard card = model().card();
        float[] said = new float[(3 + RAYS) * PIXELS];
        try (LoadedModel loaded =
                LoadedModel.open(model(), "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            new Segmenter(loaded.predictor(), ImageSegmenter.geometry(card.network()), Tiling.fixed(2, tile, tile))
                    .fill(
                            source(image),
                            Normalizing.of(card.input().spec()).of(source(image), source(image)),
                            new FinalInterval(WIDTH, HEIGHT),
                            new ProbabilitySink(ArrayImgs.floats(said, WIDTH, HEIGHT, 3 + RAYS)),
                            Progress.NONE);
        }
        for (int i = 0; i < PIXELS; i++) {
            int x = i % WIDTH / grid * grid;
            int y = i / WIDTH / grid * grid;
            for (int k = 1; k <= RAYS; k++)
                assertEquals(image[k * PIXELS + y * WIDTH + x], said[(2 + k) * PIXELS + i], 1e-5f);
        }
    }

    @Test
    void otherObjectsThanThoseOfItsTestAreTold() throws Exception {
        int[] shifted = new int[PIXELS];
        System.arraycopy(truth(3, 4), 0, shifted, 7, PIXELS - 7);
        String told = Packages.imported(written(copying(3, false), flows(), FLOWS, shifted), model().path());
        assertTrue(told.contains("NOT reproduced: 0 of 3 objects"), told);
        assertTrue(told.contains("3 invented"), told);
    }

    @Test
    void nothingIsLearnedFromThemOrMadeOfThem() throws Exception {
        Packages.imported(written(copying(3, false), flows(), FLOWS, truth()), model().path());
        String message = assertThrows(InputException.class, () -> model().requireOwn("trained on"))
                .getMessage();
        assertTrue(message.contains("says objects as the program does that it was made for"), message);
        assertTrue(message.contains("it cannot be trained on. It segments only"), message);
        Path file = folder.resolve("again.zip");
        assertThrows(InputException.class, () -> Packages.export(model(), file));
    }

    @Test
    void whatItCannotDoIsRefused() throws Exception {
        byte[] flows = copying(3, false);
        refused(flows, 3, FLOWS.replace("do_3D: false", "do_3D: true"), "is of planes and says do_3D: true");
        refused(copying(2, false), 2, FLOWS, "has 2 channels, expected 3: flow along y, flow along x");
        refused(flows, 3, FLOWS.replace("flow_threshold: 0.4, ", ""), "flow_threshold", "lacks it");
        refused(flows, 3, FLOWS + ", {id: sigmoid}", "goes through sigmoid then, expected ensure_dtype at most");
        byte[] stars = starDist(1, false);
        refused(stars, 33, STARS.replace("n_rays: 32", "n_rays: 64"), "has 33 channels, expected 65");
        refused(flows, 3, STARS, "has 3 channels, expected 33");
        refused(stars, 33, STARS.replace("[1, 1]", "[1, 2]"), "along x it gives 16, expected 8");
        refused(stars, 33, STARS.replace("[1, 1]", "[2, 2]"), "it gives 16, expected 8");
        refused(stars, 33, STARS.replace("prob_threshold: 0.5", "prob_threshold: 1.5"), "has prob_threshold 1.5");
    }

    @Test
    void noObjectsAreMadeOfTheImage() throws Exception {
        Path made = written(copying(3, false), flows(), FLOWS, truth());
        String text = Files.readString(made);
        Files.writeString(
                made, text.replaceFirst("(?m)^  test_tensor", "  preprocessing: [" + FLOWS + "]\n  test_tensor"));
        String message = assertThrows(InputException.class, () -> Packages.imported(made, model().path()))
                .getMessage();
        assertTrue(message.contains("preprocessing: cellpose_flow_dynamics makes objects of an answer"), message);
    }

    private void refused(byte[] network, int channels, String step, String... words) throws IOException {
        Path made = written(network, new float[channels * PIXELS], step, new int[PIXELS]);
        String message = assertThrows(InputException.class, () -> Packages.imported(made, model().path()))
                .getMessage();
        for (String word : words) assertTrue(message.contains(word), message);
        assertArrayEquals(new String[] {"package"}, folder.toFile().list());
    }
}
