package sc.fiji.unet.image;

import java.lang.reflect.Array;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealFloatConverter;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A block of pixels in the image's own primitive type, from which rows are scaled to float: unsigned 8 and 16 bit and
 * float as they are, any other type through a conversion to float. For one thread.
 *
 * @param <A> the primitive array
 */
abstract class RawBlock<A> {
    private final PrimitiveBlocks<?> blocks;
    private final Class<?> element;
    private int capacity;
    A raw;

    /** How values of one channel become those that the network sees: clipped, then multiplied and shifted. */
    record Scale(float gain, float offset, float low, float high) {
        float apply(float value) {
            float clipped = value < low ? low : value > high ? high : value;
            return clipped * gain + offset;
        }
    }

    private RawBlock(PrimitiveBlocks<?> blocks, Class<?> element) {
        this.blocks = blocks;
        this.element = element;
    }

    @SuppressWarnings("unchecked")
    static RawBlock<?> of(ImageSource source) {
        RandomAccessibleInterval<?> pixels = source.pixels();
        Object type = pixels.getType();
        if (type instanceof UnsignedByteType) {
            return new Bytes(blocks((RandomAccessibleInterval<UnsignedByteType>) pixels));
        }
        if (type instanceof UnsignedShortType) {
            return new Shorts(blocks((RandomAccessibleInterval<UnsignedShortType>) pixels));
        }
        if (type instanceof FloatType) return new Floats(blocks((RandomAccessibleInterval<FloatType>) pixels));
        return new Floats(blocks(toFloat(pixels)));
    }

    @SuppressWarnings("unchecked")
    private static <R extends RealType<R>> RandomAccessibleInterval<FloatType> toFloat(
            RandomAccessibleInterval<?> any) {
        RandomAccessibleInterval<R> pixels = (RandomAccessibleInterval<R>) any;
        return Converters.convert(pixels, new RealFloatConverter<>(), new FloatType());
    }

    private static <T extends NativeType<T>> PrimitiveBlocks<T> blocks(RandomAccessibleInterval<T> pixels) {
        return PrimitiveBlocks.of(pixels, OnFallback.ACCEPT);
    }

    /** Copies a block that lies inside the image. */
    @SuppressWarnings("unchecked")
    final void load(long[] min, int[] size) {
        int needed = 1;
        for (int extent : size) needed = Math.multiplyExact(needed, extent);
        if (needed > capacity) {
            raw = (A) Array.newInstance(element, needed);
            capacity = needed;
        }
        blocks.copy(min, raw, size);
    }

    /** Scales n pixels in a row, from position {@code from} of the block to position {@code to} of out. */
    abstract void scale(int from, float[] out, int to, int n, Scale scale);

    private static final class Bytes extends RawBlock<byte[]> {
        Bytes(PrimitiveBlocks<?> blocks) {
            super(blocks, byte.class);
        }

        @Override
        void scale(int from, float[] out, int to, int n, Scale scale) {
            byte[] in = raw;
            for (int i = 0; i < n; i++) out[to + i] = scale.apply(in[from + i] & 0xff);
        }
    }

    private static final class Shorts extends RawBlock<short[]> {
        Shorts(PrimitiveBlocks<?> blocks) {
            super(blocks, short.class);
        }

        @Override
        void scale(int from, float[] out, int to, int n, Scale scale) {
            short[] in = raw;
            for (int i = 0; i < n; i++) out[to + i] = scale.apply(in[from + i] & 0xffff);
        }
    }

    private static final class Floats extends RawBlock<float[]> {
        Floats(PrimitiveBlocks<?> blocks) {
            super(blocks, float.class);
        }

        @Override
        void scale(int from, float[] out, int to, int n, Scale scale) {
            float[] in = raw;
            for (int i = 0; i < n; i++) out[to + i] = scale.apply(in[from + i]);
        }
    }
}
