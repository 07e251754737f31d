package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.Form;

/** Trainings whose numbers run away. {@link TrainingLoopTest} has one that never recovers. */
class DivergedTrainingTest {
    @TempDir
    Path folder;

    /** Keeps the last state only. */
    private record Files(Path checkpoint) implements TrainingFiles {
        @Override
        public void saveBest(Weights weights, EpochRow row) {}

        @Override
        public void saveSnapshot(Weights weights, long step) {}

        @Override
        public void saveLast(Checkpoint state, List<EpochRow> history) {
            state.write(checkpoint);
        }

        @Override
        public List<EpochRow> history(long step) {
            return List.of();
        }
    }

    private static TrainingLoop loop(FitPlan plan, TrainingFiles files) {
        Validation even = (predictor, progress) -> new Validation.Scores(1, 0.5, 0.5, new double[] {Double.NaN, 0.5});
        return new TrainingLoop(TrainingLoopTest.graph(), plan, files, even, event -> {});
    }

    /** A step that gives NaN the first time it is made, as one too large a rate or one flipped bit may. */
    @Test
    void aTrainingThatDivergesGoesBackAndOnAtATenthOfTheRate() {
        AtomicBoolean broken = new AtomicBoolean();
        LongFunction<PatchBatch> once = step -> {
            PatchBatch batch = TrainingLoopTest.batch(step);
            if (step == 15 && broken.compareAndSet(false, true)) batch.input()[7] = Float.NaN;
            return batch;
        };
        List<String> notes = new ArrayList<>();
        Progress noting = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        FitPlan plan = TrainingLoopTest.plan("adam", Form.Precision.FP32);
        Files whole = new Files(folder.resolve("whole.pt"));
        List<EpochRow> rows =
                loop(plan, whole).run(Checkpoint.initial(TrainingLoopTest.graph(), 1), TrainingLoopTest::batch, noting);
        assertEquals(List.of(), notes);
        Files files = new Files(folder.resolve("fallen.pt"));
        List<EpochRow> fallen = loop(plan, files).run(Checkpoint.initial(TrainingLoopTest.graph(), 1), once, noting);
        assertEquals(6, fallen.size());
        assertEquals(rows.get(0).learningRate(), fallen.get(0).learningRate(), 0);
        for (int i = 1; i < 6; i++) {
            assertEquals(0.1, fallen.get(i).learningRate() / rows.get(i).learningRate(), 1e-9);
            assertTrue(Double.isFinite(fallen.get(i).trainLoss()));
        }
        assertEquals(1, notes.size(), notes.toString());
        assertTrue(notes.get(0).contains("step 16") && notes.get(0).contains("back to step 12"), notes.get(0));
        assertEquals(0.1, Checkpoint.read(files.checkpoint()).rateShare(), 1e-6, "a resumed training keeps the rate");
    }

    @Test
    void aLossThatRunsAwayIsToldFromAHardBatch() {
        RunawayLoss runaway = new RunawayLoss();
        for (int i = 0; i < 30; i++) {
            double loss = i % 10 == 9 ? 0.7 : 500; // nine hard ones in a row
            assertNull(i == 0 ? runaway.fault(result(0.7), List.of()) : runaway.fault(result(loss), List.of()));
        }
        String fault = null;
        for (int i = 0; i < 10; i++) {
            assertNull(fault);
            fault = runaway.fault(result(500), List.of());
        }
        assertTrue(fault.contains("run away"), fault);
        assertTrue(runaway.fault(result(Double.NaN), List.of()).contains("not a finite"));
    }

    private static TrainingNetwork.StepResult result(double loss) {
        return new TrainingNetwork.StepResult(loss, 1);
    }
}
