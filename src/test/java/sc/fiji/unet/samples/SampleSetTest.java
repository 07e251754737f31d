package sc.fiji.unet.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The committed images are those that the painters paint, and they are worth a network's effort. */
@Tag("slow")
class SampleSetTest {
    private static final Path ROOT = Path.of("test-images");

    /** After a change of a painter: paints the committed files anew. */
    @BeforeAll
    static void paintAnewWhenAsked() {
        if (Boolean.getBoolean("samples.write")) {
            for (SampleSet set : SampleSet.values()) set.write(ROOT.resolve(set.id()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void committedFilesAreWhatThePaintersPaint(SampleSet set) throws IOException {
        Path folder = ROOT.resolve(set.id());
        StringBuilder split = new StringBuilder("name,split\n");
        for (int i = 0; i < SampleSet.COUNT; i++) {
            SampleImage painted = set.image(i);
            assertSame(painted.image(), folder.resolve("images/" + set.stem(i) + ".png"));
            assertSame(painted.mask(), folder.resolve("masks/" + set.maskName(i)));
            split.append(set.stem(i)).append(',').append(set.split(i)).append('\n');
        }
        assertEquals(split.toString(), Files.readString(folder.resolve("split.csv")));
        assertTrue(Files.size(folder.resolve("README.md")) > 0);
    }

    @ParameterizedTest
    @EnumSource
    void everyClassIsInEveryPart(SampleSet set) {
        for (String part : new String[] {"train", "val", "test"}) {
            long[] counts = new long[set.classes().size()];
            for (int i = 0; i < SampleSet.COUNT; i++) {
                if (set.split(i).id().equals(part)) for (int k : classes(set, i)) counts[k]++;
            }
            assertTrue(Arrays.stream(counts).min().orElse(0) > 500, set + " " + part + Arrays.toString(counts));
        }
    }

    /** Even the best range of any one channel, chosen on the truth itself for each class, does not solve the task. */
    @ParameterizedTest
    @EnumSource
    void noThresholdSolvesThem(SampleSet set) {
        int classes = set.classes().size();
        int bands = set.image(0).image().getRaster().getNumBands();
        long[][][] histogram = new long[bands][classes][256];
        for (int i = 0; i < SampleSet.COUNT; i++) count(set.image(i).image().getRaster(), classes(set, i), histogram);
        double sum = 0;
        for (int k = 1; k < classes; k++) {
            double best = 0;
            for (int c = 0; c < Math.min(bands, 3); c++) best = Math.max(best, bestDice(histogram[c], k));
            sum += best;
        }
        double mean = sum / (classes - 1);
        assertTrue(mean < 0.8, set + ": mean Dice of the best thresholds is " + mean);
    }

    private static void count(Raster pixels, int[] classes, long[][][] histogram) {
        for (int c = 0; c < histogram.length; c++) {
            int[] values = pixels.getSamples(0, 0, pixels.getWidth(), pixels.getHeight(), c, (int[]) null);
            for (int p = 0; p < values.length; p++) histogram[c][classes[p]][values[p]]++;
        }
    }

    private static double bestDice(long[][] histogram, int k) {
        long truth = Arrays.stream(histogram[k]).sum();
        double best = 0;
        for (int low = 0; low < 256; low++) {
            long inside = 0;
            long hits = 0;
            for (int high = low; high < 256; high++) {
                for (long[] ofClass : histogram) inside += ofClass[high];
                hits += histogram[k][high];
                best = Math.max(best, 2.0 * hits / (inside + truth));
            }
        }
        return best;
    }

    private static int[] classes(SampleSet set, int index) {
        int[] values = samples(set.image(index).mask());
        return set == SampleSet.NUCLEI
                ? Arrays.stream(values).map(Integer::signum).toArray()
                : values;
    }

    private static void assertSame(BufferedImage painted, Path file) throws IOException {
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(painted.getRaster().getNumBands(), read.getRaster().getNumBands(), file + ": bands");
        assertEquals(
                painted.getColorModel().getPixelSize(), read.getColorModel().getPixelSize(), file + ": bits");
        if (painted.getColorModel().hasAlpha()) assertArrayEquals(argb(painted), argb(read), file.toString());
        else assertArrayEquals(samples(painted), samples(read), file.toString());
    }

    private static int[] argb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static int[] samples(BufferedImage image) {
        return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    }
}
