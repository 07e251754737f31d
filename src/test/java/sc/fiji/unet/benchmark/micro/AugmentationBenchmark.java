package sc.fiji.unet.benchmark.micro;

import java.util.List;
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
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.benchmark.Bumps;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.SamplerOptions;

/** Drawing a patch from an image and augmenting it, one after another; nanoseconds a pixel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AugmentationBenchmark {
    private static final int EDGE = 512;
    private static final int PATCH = 256;

    /** Which augmentations a patch may meet. */
    @Param
    public Preset preset;

    private PatchSampler sampler;
    private long next;

    /** Annotates an image. */
    @Setup
    public void prepare() {
        SamplerOptions options = SamplerOptions.defaults(1, PATCH, PATCH).withAugmentation(AugmentationPlan.of(preset));
        sampler = new PatchSampler(
                List.of(new Bumps(EDGE, EDGE).annotated()), List.of(ChannelScaling.identity(1)), options);
    }

    /** A batch of one. */
    @Benchmark
    @OperationsPerInvocation(PATCH * PATCH)
    public PatchBatch patch() {
        return sampler.batch(next++);
    }
}
