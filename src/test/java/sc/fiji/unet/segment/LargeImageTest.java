package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.workflow.ThresholdModel;

/** Images of a formula that no memory holds, through the one way to their classes. */
class LargeImageTest {
    private static final int CORNER = 700;
    private static final int PART = 300;

    @TempDir
    Path folder;

    /** Of 60,000 x 60,000 pixels of three channels, more than an int counts: its last corner is as that of a small image. */
    @Test
    void pixelsBeyond2To31AreWhereTheyBelong() {
        int side = 60_000;
        ImageSource huge = image("huge", side, 3, 0);
        ImageSource small = image("small", CORNER, 3, side - CORNER);
        try (LoadedModel model = model(3);
                PixelStore store = new MemoryStore()) {
            int[] far = classes(model, huge, side, store);
            assertArrayEquals(classes(model, small, CORNER, store), far);
            int foreground = Arrays.stream(far).sum();
            assertTrue(foreground > far.length / 4 && foreground < far.length * 3 / 4, "" + foreground);
        }
    }

    private static int[] classes(LoadedModel model, ImageSource image, int side, PixelStore store) {
        Interval part = Intervals.createMinSize(side - PART, side - PART, PART, PART);
        SegmentRequest request = SegmentRequest.of(LabelOptions.semantic(), model.card(), false);
        return model.segmenter()
                .run(java.util.List.of(image), part, request, store, Progress.NONE)
                .get(0)
                .classArray();
    }

    /** A whole slide of 900 million pixels. */
    @Test
    @Tag("slow")
    void thirtyThousandSquaredComesOutWhole() {
        int side = 30_000;
        ImageSource slide = image("slide", side, 1, 0);
        try (LoadedModel model = model(1);
                PixelStore store = new SpillingStore()) {
            SegmentRequest request = SegmentRequest.of(LabelOptions.semantic(), model.card(), false);
            Segmentation found = model.segmenter().run(slide, request, store, Progress.NONE);
            assertArrayEquals(new long[] {side, side}, found.classes().dimensionsAsLongArray());
            RandomAccess<UnsignedByteType> classes = found.classes().randomAccess();
            for (int i = 0; i < side; i += 7) {
                classes.setPosition(new int[] {side - 1 - i, side - 1 - i / 2});
                int value = value(side - 1 - i, side - 1 - i / 2, 0);
                assertEquals(value > 100 ? 1 : 0, classes.get().get(), "at " + i);
            }
        }
    }

    private LoadedModel model(int channels) {
        return ThresholdModel.open(folder.resolve("model"), 2, channels, ThresholdModel.plain(2));
    }

    private static ImageSource image(String name, int side, int channels, int from) {
        FunctionRandomAccessible<UnsignedByteType> pixels = new FunctionRandomAccessible<>(
                3,
                (at, value) -> value.set(
                        value(at.getIntPosition(0) + from, at.getIntPosition(1) + from, at.getIntPosition(2))),
                UnsignedByteType::new);
        RandomAccessibleInterval<UnsignedByteType> bounded =
                Views.interval(pixels, new FinalInterval(side, side, channels));
        return new ImageSource(name, bounded);
    }

    private static int value(int x, int y, int channel) {
        return (x / 5 * 31 + y / 3 * 17 + channel) % 201;
    }
}
