package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form;

class TrainingLoopTest {
    @TempDir
    Path folder;

    private static final int EDGE = 16;

    /** Bright disks in noise; the class is what lies inside. */
    static PatchBatch batch(long step) {
        SplittableRandom random = new SplittableRandom(step * 31 + 7);
        int n = 3;
        int pixels = EDGE * EDGE;
        float[] input = new float[n * pixels];
        int[] target = new int[n * pixels];
        float[] weight = new float[n * pixels];
        for (int k = 0; k < n; k++) {
            double cx = random.nextDouble(EDGE);
            double cy = random.nextDouble(EDGE);
            for (int i = 0; i < pixels; i++) {
                boolean inside = Math.hypot(i % EDGE - cx, i / EDGE - cy) < 5;
                target[k * pixels + i] = inside ? 1 : 0;
                weight[k * pixels + i] = 1;
                input[k * pixels + i] = (float) ((inside ? 1 : -1) + 0.5 * random.nextGaussian());
            }
        }
        return new PatchBatch(n, 1, new int[] {EDGE, EDGE}, input, target, weight);
    }

    static Graph graph() {
        UNet unet = new UNet();
        Map<String, String> said = Map.of("depth", "2", "width", "4", "dropout", "0.05");
        return unet.build(2, 1, 2, Options.of("unet", unet.defaults(), said));
    }

    static FitPlan plan(String optimizer, Form.Precision precision) {
        return new FitPlan(
                new FitPlan.Method(
                        Spec.parse("cross-entropy"),
                        Spec.parse(optimizer),
                        optimizer.startsWith("sgd") ? 0.1 : 0.02,
                        Spec.parse("polynomial")),
                new FitPlan.Length(6, 12, 0, 0),
                new FitPlan.Machine(precision, "cpu", 5));
    }

    /** A validation that cannot be fooled: the share of the pixels of unseen batches that are right. */
    private static final Validation ACCURACY = (predictor, progress) -> {
        int right = 0;
        int all = 0;
        for (int b = 0; b < 4; b++) {
            PatchBatch batch = batch(1000 + b);
            float[] p = new float[batch.n() * 2 * EDGE * EDGE];
            predictor.predict(batch.input(), batch.n(), batch.size(), p);
            for (int i = 0; i < batch.target().length; i++, all++) {
                int at = i / (EDGE * EDGE) * 2 * EDGE * EDGE + i % (EDGE * EDGE);
                if ((p[at + EDGE * EDGE] > p[at] ? 1 : 0) == batch.target()[i]) right++;
            }
        }
        double accuracy = (double) right / all;
        return new Validation.Scores(1 - accuracy, accuracy, accuracy, new double[] {Double.NaN, accuracy});
    };

    private final class Files implements TrainingFiles {
        private Weights best;
        private Weights last;
        private final List<Long> snapshots = new ArrayList<>();
        private List<EpochRow> rows = List.of();

        @Override
        public Path checkpoint() {
            return folder.resolve("checkpoint.pt");
        }

        @Override
        public void saveBest(Weights weights, EpochRow row) {
            best = weights;
        }

        @Override
        public void saveSnapshot(Weights weights, long step) {
            snapshots.add(step);
        }

        @Override
        public void saveLast(Checkpoint checkpoint, List<EpochRow> history) {
            checkpoint.write(checkpoint());
            last = checkpoint.weights();
            rows = List.copyOf(history);
        }

        @Override
        public List<EpochRow> history(long step) {
            return rows.stream().filter(row -> row.step() <= step).toList();
        }
    }

    private TrainingLoop loop(FitPlan plan, Files files, List<TrainingEvent> events) {
        return new TrainingLoop(graph(), plan, files, ACCURACY, events::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw", "sgd momentum=0.9", "rmsprop"})
    void learnsWithEveryOptimizer(String optimizer) {
        Files files = new Files();
        List<EpochRow> rows = loop(plan(optimizer, Form.Precision.FP32), files, new ArrayList<>())
                .run(Checkpoint.initial(graph(), 1), TrainingLoopTest::batch, Progress.NONE);
        assertEquals(6, rows.size());
        assertTrue(rows.get(5).trainLoss() < 0.6 * rows.get(0).trainLoss(), () -> rows.toString());
        assertTrue(rows.get(5).validation().dice() > 0.9, () -> rows.toString());
    }

    @Test
    void learnsInBfloat16() {
        List<EpochRow> rows = loop(plan("adam", Form.Precision.BF16), new Files(), new ArrayList<>())
                .run(Checkpoint.initial(graph(), 1), TrainingLoopTest::batch, Progress.NONE);
        assertTrue(rows.get(5).validation().dice() > 0.9, () -> rows.toString());
    }

    @Test
    void interruptedEqualsUninterrupted() {
        FitPlan plan = plan("adamw", Form.Precision.FP32);
        Files whole = new Files();
        List<EpochRow> expected = loop(plan, whole, new ArrayList<>())
                .run(Checkpoint.initial(graph(), 1), TrainingLoopTest::batch, Progress.NONE);
        Files parts = new Files();
        cancelAfter(40, plan, parts);
        Checkpoint checkpoint = Checkpoint.read(parts.checkpoint());
        assertEquals(36, checkpoint.step(), "The last checkpoint is that of the third epoch");
        List<EpochRow> resumed =
                loop(plan, parts, new ArrayList<>()).run(checkpoint, TrainingLoopTest::batch, Progress.NONE);
        for (int i = 0; i < 6; i++) {
            assertEquals(expected.get(i).trainLoss(), resumed.get(i).trainLoss(), "loss of epoch " + i);
        }
        whole.last.arrays().forEach((name, values) -> assertArrayEquals(values, parts.last.get(name), 0f, name));
        whole.best.arrays().forEach((name, values) -> assertArrayEquals(values, parts.best.get(name), 0f, name));
    }

    private void cancelAfter(int steps, FitPlan plan, Files files) {
        List<TrainingEvent> events = new ArrayList<>();
        Progress cancel = new Progress() {
            @Override
            public boolean canceled() {
                return events.stream()
                                .filter(e -> e instanceof TrainingEvent.StepDone)
                                .count()
                        >= steps;
            }
        };
        TrainingLoop loop = loop(plan, files, events);
        Checkpoint start = Checkpoint.initial(graph(), 1);
        assertThrows(CancellationException.class, () -> loop.run(start, TrainingLoopTest::batch, cancel));
    }

    @Test
    void stopKeepsWhatThereIs() {
        Files files = new Files();
        List<TrainingEvent> events = new ArrayList<>();
        Progress stop = new Progress() {
            @Override
            public boolean stopRequested() {
                return events.size() > 3;
            }
        };
        List<EpochRow> rows = loop(plan("adam", Form.Precision.FP32), files, events)
                .run(Checkpoint.initial(graph(), 1), TrainingLoopTest::batch, stop);
        assertEquals(1, rows.size());
        assertEquals(new TrainingEvent.Finished("stopped on request"), events.get(events.size() - 1));
        assertEquals(rows.get(0).step(), Checkpoint.read(files.checkpoint()).step());
    }

    @Test
    void keepsASnapshotAtTheEndOfEachCycle() {
        FitPlan plan = plan("adam", Form.Precision.FP32);
        FitPlan cyclic = new FitPlan(
                new FitPlan.Method(
                        plan.method().loss(),
                        plan.method().optimizer(),
                        plan.method().learningRate(),
                        Spec.parse("cosine-restarts cycles=3")),
                plan.length(),
                plan.machine());
        Files files = new Files();
        loop(cyclic, files, new ArrayList<>())
                .run(Checkpoint.initial(graph(), 1), TrainingLoopTest::batch, Progress.NONE);
        assertEquals(List.of(24L, 48L, 72L), files.snapshots);
    }

    @Test
    void stopsEarlyWithoutImprovement() {
        FitPlan plan = plan("adam", Form.Precision.FP32);
        FitPlan.Length patient = new FitPlan.Length(50, 2, 0, 3);
        FitPlan impatient = new FitPlan(plan.method(), patient, plan.machine());
        Validation flat = (predictor, progress) -> new Validation.Scores(1, 0.5, 0.5, new double[] {Double.NaN, 0.5});
        List<EpochRow> rows = new TrainingLoop(graph(), impatient, new Files(), flat, event -> {})
                .run(Checkpoint.initial(graph(), 1), TrainingLoopTest::batch, Progress.NONE);
        assertEquals(4, rows.size(), "The first is the best, three more do not improve on it");
    }

    @Test
    void historyRowsSurviveTheirFile() {
        EpochRow row =
                new EpochRow(3, 1234567, 61.5, 0.125f, 0.001f, new Validation.Scores(0.5f, 0.75f, 0.6f, new double[] {
                    Double.NaN, 0.75, 0.875
                }));
        EpochRow read = EpochRow.parse(Csv.parse(row.csv(), "row").get(0).cells());
        assertEquals(row.csv(), read.csv());
        assertEquals(1234567, read.step());
        assertArrayEquals(
                new double[] {Double.NaN, 0.75, 0.875}, read.validation().classDice());
    }

    @Test
    void saysThatTheLossIsNoNumber() {
        LongFunction<PatchBatch> broken = step -> {
            PatchBatch batch = batch(step);
            if (step >= 15) batch.input()[7] = Float.NaN;
            return batch;
        };
        Files files = new Files();
        TrainingLoop loop = loop(plan("adam", Form.Precision.FP32), files, new ArrayList<>());
        Checkpoint start = Checkpoint.initial(graph(), 1);
        InputException failure = assertThrows(InputException.class, () -> loop.run(start, broken, Progress.NONE));
        assertTrue(failure.getMessage().contains("learning rate"), failure.getMessage());
        assertEquals(12, Checkpoint.read(files.checkpoint()).step(), "The epoch before it is kept");
        for (float[] values : files.last.arrays().values()) {
            for (float value : values) assertTrue(Float.isFinite(value));
        }
    }

    @Tag("slow")
    @Test
    void memoryDoesNotGrow() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(java.nio.file.Files.isReadable(status), "Resident memory is read on Linux only");
        FitPlan plan = plan("adamw", Form.Precision.BF16);
        try (TrainingNetwork network = new TrainingNetwork(graph(), Checkpoint.initial(graph(), 1), plan, note -> {})) {
            for (int step = 0; step < 400; step++) network.step(step, batch(step), 0.001);
            long before = residentKilobytes(status);
            for (int step = 0; step < 2000; step++) network.step(step, batch(step), 0.001);
            long growth = residentKilobytes(status) - before;
            // A single leaked array of a step's hundred would come to 3000 kB each; the heap may still settle.
            assertTrue(growth < 60_000, () -> "Resident memory grew by " + growth + " kB in 2000 steps");
        }
    }

    private static long residentKilobytes(Path status) throws IOException {
        System.gc();
        return java.nio.file.Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
