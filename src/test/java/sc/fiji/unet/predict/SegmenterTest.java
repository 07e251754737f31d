package sc.fiji.unet.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;

class SegmenterTest {
    private static final int WHOLE = 400;

    private static ImageSource image(long... size) {
        int n = (int) Arrays.stream(size).reduce(1, (a, b) -> a * b);
        byte[] pixels = new byte[n];
        new Random(7).nextBytes(pixels);
        return new ImageSource("random", ArrayImgs.unsignedBytes(pixels, size));
    }

    private static Geometry geometry(int rank, int halo) {
        return Geometry.of(rank, FakeNetwork.STRIDE, halo);
    }

    private static float[] probabilities(ImageSource image, int classes, Geometry geometry, Tiling tiling) {
        long[] size = Arrays.copyOf(image.size(), image.rank() + 1);
        size[image.rank()] = classes;
        ArrayImg<FloatType, FloatArray> out = ArrayImgs.floats(size);
        new Segmenter(new FakeNetwork(image.channels(), classes), geometry, tiling)
                .fill(image, ChannelScaling.identity(image.channels()), new ProbabilitySink(out), Progress.NONE);
        return out.update(null).getCurrentStorageArray();
    }

    private static Tiling tiles(int batch, int rank, int size) {
        return Tiling.fixed(batch, IntStream.generate(() -> size).limit(rank).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"61x83", "1x97", "130x1", "1x1", "7x5", "64x64", "127x33"})
    void wholeEqualsTiledIn2D(String size) {
        long[] xy = Arrays.stream(size.split("x")).mapToLong(Long::parseLong).toArray();
        ImageSource image = image(xy[0], xy[1], 2);
        for (int margin : new int[] {0, 5, FakeNetwork.HALO, 40}) {
            Geometry geometry = geometry(2, FakeNetwork.HALO).withMargin(margin);
            float[] whole = probabilities(image, 3, geometry, tiles(1, 2, WHOLE));
            assertArrayEquals(whole, probabilities(image, 3, geometry, tiles(1, 2, 52)));
            assertArrayEquals(whole, probabilities(image, 3, geometry, tiles(3, 2, 68)));
            assertArrayEquals(whole, probabilities(image, 3, geometry, Tiling.fixed(2, 96, 56)));
        }
    }

    @Test
    void wholeEqualsTiledIn3D() {
        ImageSource image = image(37, 21, 9, 1);
        Geometry geometry = geometry(3, FakeNetwork.HALO).withMargin(3);
        float[] whole = probabilities(image, 2, geometry, tiles(1, 3, WHOLE));
        assertArrayEquals(whole, probabilities(image, 2, geometry, tiles(2, 3, 52)));
    }

    @Test
    void aMarginOfTheHaloIsTheImageMirroredWithoutEnd() {
        ImageSource image = image(45, 31, 1);
        float[] halo = probabilities(image, 2, geometry(2, FakeNetwork.HALO), tiles(1, 2, WHOLE));
        Geometry wide = geometry(2, FakeNetwork.HALO).withMargin(300);
        assertArrayEquals(halo, probabilities(image, 2, wide, tiles(1, 2, 1000)));
    }

    @Test
    void aHaloTooSmallIsNoticed() {
        ImageSource image = image(150, 90, 1);
        float[] whole = probabilities(image, 2, geometry(2, 8), tiles(1, 2, WHOLE));
        assertFalse(Arrays.equals(whole, probabilities(image, 2, geometry(2, 8), tiles(1, 2, 36))));
    }

    @Test
    void anyIntervalIsTheCutOutOfTheWhole() {
        ImageSource image = image(90, 70, 1);
        Geometry geometry = geometry(2, FakeNetwork.HALO).withMargin(4);
        Segmenter segmenter = new Segmenter(new FakeNetwork(1, 4), geometry, tiles(2, 2, 60));
        RandomAccessibleInterval<UnsignedByteType> whole = ArrayImgs.unsignedBytes(90, 70);
        segmenter.fill(image, ChannelScaling.identity(1), new LabelSink(whole), Progress.NONE);
        Interval target = FinalInterval.createMinMax(11, 33, 80, 69);
        RandomAccessibleInterval<UnsignedByteType> part = Views.translate(ArrayImgs.unsignedBytes(70, 37), 11, 33);
        segmenter.fill(image, ChannelScaling.identity(1), target, new LabelSink(part), Progress.NONE);
        assertEquals(values(Views.interval(whole, target)), values(part));
    }

    @Test
    void labelsAreTheArgmaxOfTheProbabilitiesOfTheSameRun() {
        ImageSource image = image(75, 41, 3);
        ArrayImg<FloatType, FloatArray> p = ArrayImgs.floats(75, 41, 5);
        RandomAccessibleInterval<UnsignedByteType> labels = ArrayImgs.unsignedBytes(75, 41);
        int[] classValues = {0, 50, 100, 150, 200};
        TileSink both = new ProbabilitySink(p).and(new LabelSink(labels, classValues, 0.5f));
        new Segmenter(new FakeNetwork(3, 5), geometry(2, FakeNetwork.HALO), tiles(1, 2, 64))
                .fill(image, ChannelScaling.identity(3), both, Progress.NONE);
        float[] flat = p.update(null).getCurrentStorageArray();
        List<Integer> expected = IntStream.range(0, 75 * 41)
                .map(i -> classValues[argmax(flat, i, 75 * 41, 5)])
                .boxed()
                .toList();
        assertEquals(expected, values(labels));
    }

    @Test
    void oneOutputChannelIsComparedWithTheThreshold() {
        RandomAccessibleInterval<UnsignedByteType> labels = ArrayImgs.unsignedBytes(4, 1);
        float[] p = {0.5f, 0.51f, 0.3f, 1};
        TileOutput output = new TileOutput(
                new sc.fiji.unet.tile.Tile(new long[2], new int[] {4, 1}, new long[2], new int[] {4, 1}), 1, p, 0);
        new LabelSink(labels).write(output);
        assertEquals(List.of(0, 1, 0, 1), values(labels));
        new LabelSink(labels, new int[] {0, 255}, 0.2f).write(output);
        assertEquals(List.of(255, 255, 255, 255), values(labels));
    }

    @Test
    void aFailureOfTheSinkArrivesAsItWas() {
        ImageSource image = image(90, 70, 1);
        Segmenter segmenter = new Segmenter(new FakeNetwork(1, 2), geometry(2, 24), tiles(1, 2, 60));
        InputException diskFull = new InputException("disk full");
        TileSink failing = output -> {
            throw diskFull;
        };
        assertSame(
                diskFull,
                assertThrows(
                        InputException.class,
                        () -> segmenter.fill(image, ChannelScaling.identity(1), failing, Progress.NONE)));
    }

    @Test
    void anImageOfOtherChannelsIsRefused() {
        Segmenter segmenter = new Segmenter(new FakeNetwork(1, 2), geometry(2, 24), tiles(1, 2, 60));
        InputException e = assertThrows(
                InputException.class,
                () -> segmenter.fill(image(9, 9, 3), ChannelScaling.identity(3), output -> {}, Progress.NONE));
        assertEquals("random has 3 channels, but this model was trained on 1.", e.getMessage());
    }

    @Test
    void aFailureOfTheNetworkStopsBothOtherThreads() {
        PatchPredictor broken = new FakeNetwork(1, 2) {
            @Override
            public void predict(float[] input, int n, int[] size, Request request, float[] output) {
                throw new IllegalStateException("out of memory");
            }
        };
        Segmenter segmenter = new Segmenter(broken, geometry(2, 24), tiles(1, 2, 60));
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> segmenter.fill(image(90, 70, 1), ChannelScaling.identity(1), output -> {}, Progress.NONE));
        assertEquals("out of memory", e.getMessage());
        TilingThreads.assertGone();
    }

    @Test
    void cancelingStopsBeforeTheNextTile() {
        FakeNetwork network = new FakeNetwork(1, 2);
        Progress afterTwo = new Progress() {
            private final List<Long> seen = new ArrayList<>();

            @Override
            public void update(long done, long total, String what) {
                seen.add(done);
            }

            @Override
            public boolean canceled() {
                return seen.equals(List.of(1000L, 2000L));
            }
        };
        Segmenter segmenter = new Segmenter(network, geometry(2, 24), tiles(1, 2, 60));
        assertThrows(
                CancellationException.class,
                () -> segmenter.fill(image(90, 70, 1), ChannelScaling.identity(1), output -> {}, afterTwo));
        assertEquals(2, network.calls());
        TilingThreads.assertGone();
    }

    private static int argmax(float[] p, int i, int stride, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) if (p[k * stride + i] > p[best * stride + i]) best = k;
        return best;
    }

    private static List<Integer> values(RandomAccessibleInterval<UnsignedByteType> image) {
        List<Integer> values = new ArrayList<>();
        Views.flatIterable(image).forEach(pixel -> values.add(pixel.get()));
        return values;
    }
}
