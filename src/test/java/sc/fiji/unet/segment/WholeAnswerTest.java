package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.predict.MirrorAveraging;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;
import sc.fiji.unet.steps.AnswerSteps;
import sc.fiji.unet.steps.PreparationStep;

/** Classes by percentiles of all that a network answers: the same by hand, in tiles, in parts, in memory and in a file. */
class WholeAnswerTest {
    private static final int WIDTH = 37;
    private static final int HEIGHT = 23;
    private static final String STEPS = "scale_range:axes=yx:max_percentile=80/sigmoid";
    private static final double[][] ROWS = {{0, 0}, {1, 0}, {0, 1}};
    private static final double[] SHIFT = {0, -0.65, -0.7};

    /**
     * Answers v / 8 and 1 - v / 16 of each pixel, and more to the right of each patch, which cancels out in the mean of mirror
     * images, and there only.
     *
     * @param leaning how much more a pixel
     */
    private record Two(double bytesPerPixel, float leaning) implements PatchPredictor {
        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public void predict(float[] input, int n, int[] size, Request request, float[] output) {
            int pixels = Sizes.count(size);
            for (int i = 0; i < n * pixels; i++) {
                int to = i / pixels * 2 * pixels + i % pixels;
                output[to] = input[i] / 8;
                output[to + pixels] = 1 - input[i] / 16;
            }
            for (int i = 0; i < 2 * n * pixels; i++) output[i] += leaning * (i % size[0]);
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private final float[] values = new float[WIDTH * HEIGHT];

    WholeAnswerTest() {
        Random random = new Random(7);
        for (int i = 0; i < values.length; i++) values[i] = 3 + 40 * random.nextFloat() + i % WIDTH;
    }

    private static ModelCard card(String steps) {
        PixelLayer map = new PixelLayer(0, 2, ROWS, SHIFT, "none");
        Spec network = Spec.parse("imported").with("answer", AnswerSteps.text(PreparationStep.parse(steps), map));
        ClassList classes = ClassList.named(List.of("background", "one", "other"));
        return new ModelCard(
                ModelCard.Network.of(network.toString(), 2, 1, 2),
                Cards.input("steps"),
                new ModelCard.Labels(classes, false, null));
    }

    private ImageSource image() {
        return new ImageSource("image", ArrayImgs.floats(values, WIDTH, HEIGHT, 1));
    }

    private static Segmentation found(
            ImageSource image, Interval part, double bytesPerPixel, PixelStore store, ModelCard card) {
        SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), card, true);
        return new ImageSegmenter(new Two(bytesPerPixel, 0), card)
                .run(List.of(image), part, request, store, Progress.NONE)
                .get(0);
    }

    private double[] scaled(double factor, double summand) {
        double[] all = new double[values.length];
        for (int i = 0; i < all.length; i++) all[i] = factor * values[i] + summand;
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        double rank = 0.8 * (all.length - 1);
        int below = (int) rank;
        double high = sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
        for (int i = 0; i < all.length; i++)
            all[i] = 1 / (1 + Math.exp(-(all[i] - sorted[0]) / (high - sorted[0] + 1e-6)));
        return all;
    }

    private int[] truth() {
        double[] one = scaled(1 / 8.0, 0);
        double[] other = scaled(-1 / 16.0, 1);
        int[] classes = new int[values.length];
        for (int i = 0; i < classes.length; i++) {
            double a = one[i] - 0.65;
            double b = other[i] - 0.7;
            classes[i] = Math.max(a, b) <= 0 ? 0 : a >= b ? 1 : 2;
        }
        return classes;
    }

    @Test
    void numbersAreThoseOfTheWholeAnswerWhateverTheTiles() {
        int[] truth = truth();
        assertEquals(3, Arrays.stream(truth).distinct().count());
        Interval all = new FinalInterval(WIDTH, HEIGHT);
        assertArrayEquals(
                truth, found(image(), all, 1, new MemoryStore(), card(STEPS)).classArray());
        try (DiskStore disk = new DiskStore()) {
            Segmentation tiled = found(image(), all, 4e6, disk, card(STEPS)); // tiles of some 64 pixels
            assertArrayEquals(truth, tiled.classArray());
            assertArrayEquals(
                    new long[] {WIDTH, HEIGHT, 3}, tiled.probabilities().dimensionsAsLongArray());
            float[] chances = tiled.probabilityArray();
            for (int i = 0; i < truth.length; i++)
                assertEquals(1, chances[i] + chances[i + truth.length] + chances[i + 2 * truth.length], 1e-6);
        }
    }

    @Test
    void aPartIsDecidedByNumbersOfTheWhole() {
        Interval part = FinalInterval.createMinSize(5, 4, 20, 11);
        int[] found = found(image(), part, 4e6, new MemoryStore(), card(STEPS)).classArray();
        int[] truth = truth();
        for (int i = 0; i < found.length; i++) assertEquals(truth[(4 + i / 20) * WIDTH + 5 + i % 20], found[i]);
    }

    /** Each pixel's share of its row, whatever the tiles; columns to the right count less. */
    @Test
    void linesReachFromEdgeToEdge() {
        String gains =
                IntStream.range(0, WIDTH).mapToObj(x -> String.valueOf(80 - x)).collect(Collectors.joining("+"));
        ModelCard card = card("softmax:along=x/scale_linear:along=x:gain=" + gains);
        int[] truth = new int[values.length];
        for (int i = 0; i < truth.length; i++) {
            double one = 0;
            double other = 0;
            for (int x = 0; x < WIDTH; x++) {
                one += Math.exp((values[i / WIDTH * WIDTH + x] - values[i]) / 8);
                other += Math.exp((values[i] - values[i / WIDTH * WIDTH + x]) / 16);
            }
            double a = (80 - i % WIDTH) / one - 0.65;
            double b = (80 - i % WIDTH) / other - 0.7;
            truth[i] = Math.max(a, b) <= 0 ? 0 : a >= b ? 1 : 2;
        }
        assertEquals(3, Arrays.stream(truth).distinct().count());
        for (double bytesPerPixel : new double[] {1, 4e6}) {
            Interval all = new FinalInterval(WIDTH, HEIGHT);
            assertArrayEquals(
                    truth,
                    found(image(), all, bytesPerPixel, new MemoryStore(), card).classArray());
        }
        Interval part = FinalInterval.createMinSize(5, 4, 20, 11);
        int[] found = found(image(), part, 4e6, new MemoryStore(), card).classArray();
        for (int i = 0; i < found.length; i++) assertEquals(truth[(4 + i / 20) * WIDTH + 5 + i % 20], found[i]);
    }

    @Test
    void resampledImagesAreDecidedOnTheirOwnPixels() {
        ModelCard card = card(STEPS);
        ModelCard.Input input = new ModelCard.Input("steps", List.of(2.0, 2.0), "um");
        ModelCard coarse = new ModelCard(card.network(), input, card.labels());
        ImageSource image =
                new ImageSource("image", ArrayImgs.floats(values, WIDTH, HEIGHT, 1), new double[] {1, 1}, "um");
        Interval all = new FinalInterval(WIDTH, HEIGHT);
        int[] once = found(image, all, 1, new MemoryStore(), coarse).classArray();
        int[] tiled = found(image, all, 4e6, new MemoryStore(), coarse).classArray();
        assertArrayEquals(once, tiled);
        assertEquals(3, Arrays.stream(once).distinct().count());
    }

    private int[] leaning(boolean averaged) {
        ModelCard card = card(STEPS);
        PatchPredictor network = new Two(1, 0.5f);
        PatchPredictor asked = averaged ? new MirrorAveraging(network, false) : network;
        SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), card, false);
        return new ImageSegmenter(asked, card)
                .run(image(), request, new MemoryStore(), Progress.NONE)
                .classArray();
    }

    @Test
    void answersToMirrorImagesAreAveragedFirst() {
        assertArrayEquals(truth(), leaning(true));
        assertFalse(Arrays.equals(truth(), leaning(false)));
    }

    @Test
    void stepsMayReferToTheImage() {
        String steps = "scale_mean_variance:axes=cyx:reference=0+1/scale_linear:gain=0.01/sigmoid";
        int[] found = found(image(), new FinalInterval(WIDTH, HEIGHT), 1, new MemoryStore(), card(steps))
                .classArray();
        double[] answer = new double[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            answer[i] = values[i] / 8.0;
            answer[values.length + i] = 1 - values[i] / 16.0;
        }
        double[] own = moments(answer);
        double[] image = moments(
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
        for (int i = 0; i < values.length; i++) {
            double a = 1 / (1 + Math.exp(-0.01 * like(answer[i], own, image))) - 0.65;
            double b = 1 / (1 + Math.exp(-0.01 * like(answer[values.length + i], own, image))) - 0.7;
            assertEquals(Math.max(a, b) <= 0 ? 0 : a >= b ? 1 : 2, found[i], "pixel " + i);
        }
    }

    private static double like(double value, double[] own, double... image) {
        return (value - own[0]) / (own[1] + 1e-6) * (image[1] + 1e-6) + image[0];
    }

    private static double[] moments(double... all) {
        double mean = Arrays.stream(all).average().orElseThrow();
        double squares = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum();
        return new double[] {mean, Math.sqrt(squares / all.length)};
    }
}
