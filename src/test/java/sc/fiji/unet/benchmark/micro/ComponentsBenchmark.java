package sc.fiji.unet.benchmark.micro;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;

/** Numbering the connected components of a class image; nanoseconds a pixel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ComponentsBenchmark {
    private static final int EDGE = 1024;

    /** What the class image shows. */
    public enum Content {
        /** Some hundred smooth objects. */
        CELLS,
        /** As many runs as there can be, and components of one pixel and of very many. */
        NOISE
    }

    /** What the class image shows. */
    @Param
    public Content content;

    /** Which pixels are neighbors. */
    @Param
    public Connectivity connectivity;

    private final int[] size = {EDGE, EDGE};
    private final int[] labels = new int[EDGE * EDGE];
    private int[] classes;

    /** Draws the class image. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        classes = content == Content.CELLS
                ? new Bumps(EDGE, EDGE).classes()
                : random.ints((long) EDGE * EDGE, 0, 2).toArray();
    }

    /** Numbers them. */
    @Benchmark
    @OperationsPerInvocation(EDGE * EDGE)
    public int label() {
        return Components.label(classes, size, connectivity, labels);
    }
}
