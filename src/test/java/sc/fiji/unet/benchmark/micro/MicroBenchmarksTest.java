package sc.fiji.unet.benchmark.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every micro benchmark runs, with every value of its parameters. How fast it is, is not asked here. */
class MicroBenchmarksTest {
    private static final Set<String> ALL = Stream.of(
                    AugmentationBenchmark.class,
                    ComponentsBenchmark.class,
                    PatchReaderBenchmark.class,
                    TileSinkBenchmark.class,
                    TilingBenchmark.class)
            .map(Class::getName)
            .collect(Collectors.toSet());

    private static String className(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(0, benchmark.lastIndexOf('.'));
    }

    @Test
    void allRun() throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true"); // somebody else may be measuring on this machine
        Options options = new OptionsBuilder()
                .include("^" + getClass().getPackageName())
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        Set<String> run = results.stream().map(MicroBenchmarksTest::className).collect(Collectors.toSet());
        assertEquals(ALL, run);
        for (RunResult result : results) {
            assertTrue(result.getPrimaryResult().getScore() > 0, () -> result.getParams()
                    .id());
        }
    }
}
