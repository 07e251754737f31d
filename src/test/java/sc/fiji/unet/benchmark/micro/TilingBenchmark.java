package sc.fiji.unet.benchmark.micro;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import net.imglib2.FinalInterval;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import sc.fiji.unet.tile.BudgetTiling;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.TileGrid;
import sc.fiji.unet.tile.TilePlan;
import sc.fiji.unet.tile.Tiling;

/** Planning the work on an image, and cutting it into tiles; microseconds an image. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TilingBenchmark {
    private static final double BYTES_PER_PIXEL = 1000;
    private static final long BUDGET = 1L << 32;
    private static final int STRIDE = 16;
    private static final int HALO = 40;
    private static final int SLICES = 100;

    /** Pixels along x and y. */
    @Param({"1000", "20000"})
    public long edge;

    /** Spatial axes; a volume has some slices. */
    @Param({"2", "3"})
    public int rank;

    private final Tiling tiling = new BudgetTiling(BYTES_PER_PIXEL, BUDGET);
    private long[] size;
    private Geometry geometry;
    private FinalInterval target;
    private TilePlan plan;

    /** Plans once. */
    @Setup
    public void prepare() {
        size = new long[rank];
        Arrays.fill(size, edge);
        if (rank == 3) size[2] = SLICES;
        geometry = Geometry.of(rank, STRIDE, HALO);
        target = new FinalInterval(size);
        plan = plan();
    }

    /** Chooses the size of tiles. */
    @Benchmark
    public TilePlan plan() {
        return tiling.plan(geometry, size, target);
    }

    /** Cuts all tiles. */
    @Benchmark
    public void cut(Blackhole tiles) {
        TileGrid grid = new TileGrid(geometry, size, target, plan.tileSize());
        for (long i = 0; i < grid.size(); i++) tiles.consume(grid.tile(i));
    }
}
