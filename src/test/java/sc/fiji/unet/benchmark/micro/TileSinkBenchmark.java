package sc.fiji.unet.benchmark.micro;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImgs;
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
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.TileOutput;
import sc.fiji.unet.predict.TileSink;
import sc.fiji.unet.tile.Tile;

/** From what a network said of a tile to what a person gets; nanoseconds a pixel of the tile's core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TileSinkBenchmark {
    private static final int CORE = 512;
    private static final int HALO = 32;
    private static final int INPUT = CORE + 2 * HALO;

    /** Of the network's output, 1 for a binary network. */
    @Param({"1", "2", "5"})
    public int classes;

    private TileOutput output;
    private TileSink labels;
    private TileSink probabilities;

    /** Fills a tile with noise, the worst case of a search for the largest. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[classes * INPUT * INPUT];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextDouble();
        Tile tile = new Tile(
                new long[] {0, 0}, new int[] {CORE, CORE}, new long[] {-HALO, -HALO}, new int[] {INPUT, INPUT});
        output = new TileOutput(tile, classes, noise, 0);
        labels = new LabelSink(ArrayImgs.unsignedBytes(CORE, CORE));
        probabilities = new ProbabilitySink(ArrayImgs.floats(CORE, CORE, classes));
    }

    /** The most probable class. */
    @Benchmark
    @OperationsPerInvocation(CORE * CORE)
    public void labels() {
        labels.write(output);
    }

    /** The probability of every class. */
    @Benchmark
    @OperationsPerInvocation(CORE * CORE)
    public void probabilities() {
        probabilities.write(output);
    }
}
