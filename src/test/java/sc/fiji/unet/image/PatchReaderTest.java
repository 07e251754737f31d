package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.ImgFactory;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.base.InputException;

class PatchReaderTest {
    @Test
    void mirrorsAsNumpyReflect() {
        long[] mirrored =
                LongStream.range(-5, 9).map(i -> MirrorAxis.mirror(i, 4)).toArray();
        assertArrayEquals(new long[] {1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2}, mirrored);
        assertTrue(LongStream.range(-9, 9).allMatch(i -> MirrorAxis.mirror(i, 1) == 0));
        assertArrayEquals(
                new long[] {1, 0, 1, 0, 1},
                LongStream.range(-1, 4).map(i -> MirrorAxis.mirror(i, 2)).toArray());
    }

    static Stream<Arguments> images() {
        return Stream.of(
                Arguments.of(new ArrayImgFactory<>(new UnsignedByteType()), new long[] {13, 7, 3}),
                Arguments.of(new PlanarImgFactory<>(new UnsignedByteType()), new long[] {13, 7, 2}),
                Arguments.of(new ArrayImgFactory<>(new UnsignedShortType()), new long[] {5, 17, 1}),
                Arguments.of(new CellImgFactory<>(new UnsignedShortType(), 4), new long[] {9, 11, 2}),
                Arguments.of(new PlanarImgFactory<>(new FloatType()), new long[] {1, 9, 1}),
                Arguments.of(new ArrayImgFactory<>(new FloatType()), new long[] {9, 1, 4, 2}),
                Arguments.of(new PlanarImgFactory<>(new UnsignedShortType()), new long[] {8, 5, 6, 2}),
                Arguments.of(new ArrayImgFactory<>(new ShortType()), new long[] {6, 5, 1}),
                Arguments.of(new CellImgFactory<>(new DoubleType(), 3), new long[] {7, 6, 5, 1}));
    }

    @ParameterizedTest
    @MethodSource("images")
    <T extends RealType<T> & NativeType<T>> void readsWhatPixelByPixelReadingGives(ImgFactory<T> factory, long[] size) {
        RandomAccessibleInterval<T> image = factory.create(size);
        Random random = new Random(1);
        Views.flatIterable(image).forEach(pixel -> pixel.setReal(random.nextInt(120)));
        RandomAccessibleInterval<T> cropped = Views.zeroMin(Views.interval(image, image));
        ImageSource source = new ImageSource("test", cropped);
        ChannelScaling scaling = scaling(source.channels());
        PatchReader reader = new PatchReader(source, scaling).copy();
        for (int i = 0; i < 60; i++) {
            long[] min = new long[source.rank()];
            int[] patch = new int[source.rank()];
            for (int d = 0; d < min.length; d++) {
                min[d] = random.nextInt(60) - 30;
                patch[d] = 1 + random.nextInt(d == 2 ? 6 : 24);
            }
            float[] expected = naive(source, scaling, min, patch);
            float[] actual = new float[expected.length + 2];
            reader.read(min, patch, actual, 2);
            assertArrayEquals(expected, java.util.Arrays.copyOfRange(actual, 2, actual.length));
        }
    }

    @Test
    void readsThroughAnyView() {
        RandomAccessibleInterval<UnsignedByteType> plane = ArrayImgs.unsignedBytes(6, 5);
        int[] count = {0};
        Views.flatIterable(plane).forEach(pixel -> pixel.set(count[0]++));
        RandomAccessibleInterval<UnsignedByteType> turned = Views.permute(plane, 0, 1);
        ImageSource source = new ImageSource("view", Views.addDimension(turned, 0, 0));
        float[] patch = new float[4];
        new PatchReader(source, ChannelScaling.identity(1)).read(new long[] {1, 2}, new int[] {2, 2}, patch, 0);
        assertArrayEquals(new float[] {8, 14, 9, 15}, patch);
    }

    @Test
    void refusesScalingForOtherChannels() {
        ImageSource source = new ImageSource("rgb.png", ArrayImgs.unsignedBytes(4, 4, 3));
        InputException e =
                assertThrows(InputException.class, () -> new PatchReader(source, ChannelScaling.identity(1)));
        assertEquals("rgb.png has 3 channels, but the normalization is for 1.", e.getMessage());
    }

    private static ChannelScaling scaling(int channels) {
        ChannelScaling scaling = ChannelScaling.identity(channels);
        for (int c = 0; c < channels; c++) {
            scaling.gain()[c] = 0.5f * (c + 1);
            scaling.offset()[c] = -3 - c;
            scaling.low()[c] = 10 * c;
            scaling.high()[c] = 90;
        }
        return scaling;
    }

    private static float[] naive(ImageSource source, ChannelScaling scaling, long[] min, int[] size) {
        RandomAccess<? extends RealType<?>> access = source.pixels().randomAccess();
        long[] dims = new long[size.length + 1];
        for (int d = 0; d < size.length; d++) dims[d] = size[d];
        dims[size.length] = source.channels();
        float[] out = new float[(int) Intervals.numElements(dims)];
        for (int i = 0; i < out.length; i++) {
            int rest = i;
            for (int d = 0; d < size.length; d++) {
                access.setPosition(bounce(min[d] + rest % size[d], source.size()[d]), d);
                rest /= size[d];
            }
            access.setPosition(rest, size.length);
            float value = access.get().getRealFloat();
            float clipped = Math.max(scaling.low()[rest], Math.min(scaling.high()[rest], value));
            out[i] = clipped * scaling.gain()[rest] + scaling.offset()[rest];
        }
        return out;
    }

    /** Walks and turns round at the ends. */
    private static long bounce(long position, long length) {
        if (length == 1) return 0;
        while (position < 0 || position >= length) position = position < 0 ? -position : 2 * (length - 1) - position;
        return position;
    }
}
