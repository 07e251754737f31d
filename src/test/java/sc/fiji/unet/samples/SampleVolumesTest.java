package sc.fiji.unet.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView;
import sc.fiji.unet.imagej.files.ImageFiles;

/** The committed volumes are those that the painter paints, are seen as volumes, and are worth a network's effort. */
@Tag("slow")
class SampleVolumesTest {
    private static final Path FOLDER = Path.of("test-images", SampleVolumes.ID);
    private static final ImageFiles FILES = new ImageFiles();

    /** After a change of the painter: paints the committed files anew. */
    @BeforeAll
    static void paintAnewWhenAsked() {
        if (Boolean.getBoolean("samples.write")) SampleVolumes.write(FOLDER);
    }

    @Test
    void committedFilesAreWhatThePainterPaints() throws Exception {
        List<String> split = Files.readAllLines(FOLDER.resolve("split.csv"));
        assertEquals(SampleVolumes.COUNT + 1, split.size());
        for (int i = 0; i < SampleVolumes.COUNT; i++) {
            List<SampleImage> painted = SampleVolumes.volume(i);
            ImageSource image = image(i);
            assertArrayEquals(new double[] {0.5, 0.5, 1}, image.pixelSize());
            assertArrayEquals(values(painted, SampleImage::image), values(Views.hyperSlice(image.pixels(), 3, 0)));
            assertArrayEquals(values(painted, SampleImage::mask), truth(i));
            assertTrue(split.get(i + 1).startsWith(SampleVolumes.stem(i) + ","), split.get(i + 1));
        }
    }

    @Test
    void theyAreSeenAsVolumes() {
        assertEquals(
                Dimensions.VOLUMES,
                StackView.of(Dimensions.AUTO, () -> image(0)).dimensions());
    }

    @Test
    void nucleiAreNumberedWithoutGapsAndManyTouch() {
        for (int i = 0; i < SampleVolumes.COUNT; i++) {
            int[] numbers = truth(i);
            int[] sizes = new int[Arrays.stream(numbers).max().orElse(0) + 1];
            for (int number : numbers) sizes[number]++;
            assertTrue(Arrays.stream(sizes).min().orElse(0) > 0, Arrays.toString(sizes));
            assertTrue(sizes.length > 15, "volume " + i + " has " + (sizes.length - 1) + " nuclei");
            long touching = IntStream.range(1, numbers.length)
                    .filter(p -> numbers[p - 1] > 0 && numbers[p] > 0 && numbers[p - 1] != numbers[p])
                    .count();
            assertTrue(touching > 20, "volume " + i + ": " + touching);
        }
    }

    /** Even the best threshold, chosen on the truth itself, does not solve the task. */
    @Test
    void noThresholdSolvesThem() {
        long[][] histogram = new long[2][256];
        for (int i = 0; i < SampleVolumes.COUNT; i++) {
            int[] values = values(Views.hyperSlice(image(i).pixels(), 3, 0));
            int[] truth = truth(i);
            for (int p = 0; p < values.length; p++) histogram[Integer.signum(truth[p])][values[p]]++;
        }
        long nuclei = Arrays.stream(histogram[1]).sum();
        double best = 0;
        for (int low = 0; low < 256; low++) {
            long hits = Arrays.stream(histogram[1], low, 256).sum();
            long others = Arrays.stream(histogram[0], low, 256).sum();
            best = Math.max(best, 2.0 * hits / (hits + others + nuclei));
        }
        assertTrue(best < 0.8, "Dice of the best threshold is " + best);
    }

    private static ImageSource image(int index) {
        return FILES.images(FOLDER.resolve("images/" + SampleVolumes.stem(index) + ".tif"), 3, Progress.NONE)
                .get(0);
    }

    private static int[] truth(int index) {
        return values(FILES.labels(FOLDER.resolve("masks/" + SampleVolumes.stem(index) + ".tif"), 3, Progress.NONE)
                .get(0)
                .values());
    }

    private static int[] values(RandomAccessibleInterval<? extends RealType<?>> volume) {
        return Views.flatIterable(volume).stream()
                .mapToInt(value -> (int) value.getRealDouble())
                .toArray();
    }

    private static int[] values(List<SampleImage> slices, Function<SampleImage, BufferedImage> which) {
        return slices.stream()
                .map(which)
                .flatMapToInt(slice -> IntStream.of(
                        slice.getRaster().getSamples(0, 0, slice.getWidth(), slice.getHeight(), 0, (int[]) null)))
                .toArray();
    }
}
