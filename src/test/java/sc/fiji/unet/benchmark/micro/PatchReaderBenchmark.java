package sc.fiji.unet.benchmark.micro;

import java.util.concurrent.TimeUnit;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import sc.fiji.unet.benchmark.Bumps;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;

/** From an image to the floats of a network's input; nanoseconds a pixel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PatchReaderBenchmark {
    private static final int EDGE = 1024;
    private static final int PATCH = 512;

    /** How an image keeps its pixels. */
    public enum Pixels {
        /** As bytes. */
        BYTES,
        /** As 16 bit integers. */
        SHORTS,
        /** As floats. */
        FLOATS,
        /** Nowhere: each is computed when it is asked for. */
        VIEW
    }

    /** How the image keeps its pixels. */
    @Param
    public Pixels pixels;

    private final float[] out = new float[PATCH * PATCH];
    private final int[] size = {PATCH, PATCH};
    private final long[] inside = {EDGE / 4, EDGE / 4};
    private final long[] corner = {-PATCH / 2, -PATCH / 2};
    private PatchReader reader;

    /** Makes an image. */
    @Setup
    public void open() {
        reader = new PatchReader(new ImageSource("bumps", image()), ChannelScaling.identity(1));
    }

    private RandomAccessibleInterval<? extends RealType<?>> image() {
        var shorts = ArrayImgs.unsignedShorts(new Bumps(EDGE, EDGE).values(), EDGE, EDGE, 1);
        return switch (pixels) {
            case BYTES -> ArrayImgs.unsignedBytes(EDGE, EDGE, 1);
            case SHORTS -> shorts;
            case FLOATS -> ArrayImgs.floats(EDGE, EDGE, 1);
            case VIEW ->
                Converters.convert(
                        (RandomAccessibleInterval<UnsignedShortType>) shorts,
                        (from, to) -> to.set(from.get() + 1),
                        new FloatType());
        };
    }

    /** All pixels lie in the image. */
    @Benchmark
    @OperationsPerInvocation(PATCH * PATCH)
    public float[] inside() {
        reader.read(inside, size, out, 0);
        return out;
    }

    /** Three quarters of the pixels are mirrored. */
    @Benchmark
    @OperationsPerInvocation(PATCH * PATCH)
    public float[] corner() {
        reader.read(corner, size, out, 0);
        return out;
    }
}
