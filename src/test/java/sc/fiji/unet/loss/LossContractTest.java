package sc.fiji.unet.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.registry.Extensions;

/** What holds for every registered loss, with its defaults and with the options that lead through other code. */
class LossContractTest {
    private static final LossCase PLANE = LossCase.random(1, 2, 3, 3, 5);
    private static final LossCase VOLUME = LossCase.random(2, 1, 2, 2, 3, 4);
    private static final LossCase SIGMOID = LossCase.random(3, 2, 1, 5, 3);

    static Stream<String> specs() {
        Stream<String> defaults = Extensions.of(SegmentationLoss.class).labels().keySet().stream();
        Stream<String> options = Stream.of(
                "cross-entropy smoothing=0.1",
                "cross-entropy topk=0.4",
                "dice squared=true",
                "dice batch=false background=true",
                "dice-ce diceweight=0.5 ceweight=2 smoothing=0.2 topk=0.5",
                "generalised-dice batch=false background=false",
                "focal gamma=0",
                "focal gamma=0.5",
                "tversky alpha=0.6 beta=0.1 batch=false",
                "focal-tversky gamma=2",
                "lovasz batch=false background=false");
        return Stream.concat(defaults, options);
    }

    @Test
    void knowsTheLossesOfTheField() {
        assertTrue(Extensions.of(SegmentationLoss.class)
                .labels()
                .keySet()
                .containsAll(Arrays.asList(
                        "binary-ce",
                        "cross-entropy",
                        "dice",
                        "dice-ce",
                        "focal",
                        "focal-tversky",
                        "generalised-dice",
                        "lovasz",
                        "tversky")));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void gradientEqualsFiniteDifferences(String spec) {
        for (LossCase example : new LossCase[] {PLANE, VOLUME, SIGMOID}) assertGradient(spec, example);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void pixelsOfWeightZeroAddNeitherValueNorGradient(String spec) {
        for (LossCase example : new LossCase[] {PLANE, VOLUME, SIGMOID}) {
            double[] changed = example.logits().clone();
            for (int i = 0; i < changed.length; i++) {
                if (example.weight()[example.pixelOf(i)] == 0) changed[i] = 9 - 5 * changed[i];
            }
            LossCase.Result before = example.evaluate(spec);
            LossCase.Result after = example.withLogits(changed).evaluate(spec);
            assertEquals(before.value(), after.value(), 1e-12, spec);
            assertArrayEquals(before.gradient(), after.gradient(), 1e-12, spec);
            for (int i = 0; i < changed.length; i++) {
                if (example.weight()[example.pixelOf(i)] == 0) assertEquals(0, after.gradient()[i], 0.0, spec);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void allWeightsZeroIsZeroWithoutGradient(String spec) {
        for (LossCase example : new LossCase[] {PLANE, VOLUME, SIGMOID}) {
            LossCase.Result result =
                    example.withWeight(new double[example.weight().length]).evaluate(spec);
            assertEquals(0, result.value(), 0.0, spec);
            for (double slope : result.gradient()) assertEquals(0, slope, 0.0, spec);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void staysFiniteWhereTheNetworkIsCertain(String spec) {
        for (double certainty : new double[] {-300, 300}) {
            double[] logits =
                    Arrays.stream(PLANE.logits()).map(z -> z * certainty).toArray();
            LossCase.Result result =
                    PLANE.withLogits(logits).inSinglePrecision().evaluate(spec);
            assertTrue(Double.isFinite(result.value()), spec);
            for (double slope : result.gradient()) assertTrue(Double.isFinite(slope), spec);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void singlePrecisionIsEnough(String spec) {
        for (LossCase example : new LossCase[] {PLANE, VOLUME, SIGMOID}) {
            LossCase.Result sharp = example.evaluate(spec);
            LossCase.Result single = example.inSinglePrecision().evaluate(spec);
            assertEquals(sharp.value(), single.value(), 1e-5, spec);
            assertArrayEquals(sharp.gradient(), single.gradient(), 1e-5, spec);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void isLowerWhereTheNetworkIsRight(String spec) {
        double[] right = new double[SIGMOID.logits().length];
        double[] wrong = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = SIGMOID.target()[i] == 1 ? 8 : -8;
            wrong[i] = -right[i];
        }
        double best = SIGMOID.withLogits(right).value(spec);
        assertTrue(best >= -1e-9 && best < SIGMOID.withLogits(wrong).value(spec), spec);
    }

    /** The numbers in a formula, too, must be there until the backward pass has read them. */
    @ParameterizedTest
    @MethodSource("specs")
    void gradientsOutliveAGarbageCollection(String spec) {
        for (LossCase example : new LossCase[] {PLANE, SIGMOID}) {
            double[] expected = example.evaluate(spec).gradient();
            double[] got =
                    example.evaluate(spec, LossContractTest::collectGarbage).gradient();
            assertArrayEquals(expected, got, spec);
        }
    }

    /** Waits until memory outside of the heap that nobody holds is freed, and overwritten by the allocator. */
    private static void collectGarbage() {
        CountDownLatch freed = new CountDownLatch(1);
        Cleaner.create().register(new Object(), freed::countDown);
        try {
            do System.gc();
            while (!freed.await(50, TimeUnit.MILLISECONDS));
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertGradient(String spec, LossCase example) {
        double step = 1e-5;
        double[] gradient = example.evaluate(spec).gradient();
        for (int i = 0; i < gradient.length; i++) {
            double[] logits = example.logits().clone();
            logits[i] += step;
            double above = example.withLogits(logits).value(spec);
            logits[i] -= 2 * step;
            double below = example.withLogits(logits).value(spec);
            assertEquals((above - below) / (2 * step), gradient[i], 2e-6, spec + ", logit " + i);
        }
    }
}
