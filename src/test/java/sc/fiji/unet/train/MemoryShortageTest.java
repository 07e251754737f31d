package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form;

class MemoryShortageTest {
    private static final FitPlan PLAN = TrainingLoopTest.plan("sgd momentum=0.9", Form.Precision.FP32);

    private final List<String> notes = new ArrayList<>();

    /** Without batch normalization and dropout, a batch in parts is the same function as a whole one. */
    private static Graph graph() {
        UNet unet = new UNet();
        return unet.build(
                2, 1, 2, Options.of("unet", unet.defaults(), Map.of("depth", "1", "width", "4", "batchnorm", "false")));
    }

    private final class Short extends TrainingNetwork {
        private final int patches;
        private final String message;
        private int calls;

        Short(int patches, String message) {
            super(graph(), Checkpoint.initial(graph(), 1), PLAN, notes::add);
            this.patches = patches;
            this.message = message;
        }

        @Override
        NDArray logits(NDManager scope, PatchBatch batch) {
            calls++;
            // 3 patches fail; of 2 + 1 the first part succeeds, so that gradients of an unfinished pass are lying about
            boolean unfinished = patches == 1 && calls == 3;
            boolean tooMany = batch.n() > patches && calls != 2;
            if (unfinished || tooMany) throw new EngineException(message);
            return super.logits(scope, batch);
        }
    }

    private static PatchBatch batch(int step) {
        PatchBatch batch = TrainingLoopTest.batch(step);
        for (int i = 0; i < 100; i++) {
            batch.weight()[i] = 0; // parts weigh differently
            batch.target()[i] = -1;
        }
        return batch;
    }

    private static Weights train(TrainingNetwork network) {
        try (network) {
            for (int step = 0; step < 5; step++) network.step(step, batch(step), 0.1);
            return network.weights();
        }
    }

    @Test
    void halvedBatchesLearnTheSame() {
        Weights expected = train(new Short(Integer.MAX_VALUE, ""));
        assertTrue(notes.isEmpty());
        Weights halved = train(new Short(
                1,
                "[enforce fail at alloc_cpu.cpp:119] . DefaultCPUAllocator: can't allocate"
                        + " memory: you tried to allocate 1000000 bytes. Error code 12 (Cannot allocate memory)"));
        expected.arrays().forEach((name, values) -> assertArrayEquals(values, halved.get(name), 1e-5f, name));
        assertEquals(2, notes.size(), "three patches, then two, then one: " + notes);
    }

    @Test
    void aSinglePatchThatDoesNotFitIsAFailure() {
        try (TrainingNetwork network = new Short(0, "CUDA out of memory. Tried to allocate 20.00 MiB")) {
            assertThrows(EngineException.class, () -> network.step(0, batch(0), 0.1));
        }
    }

    @Test
    void otherFailuresAreNotMistakenForIt() {
        try (TrainingNetwork network = new Short(1, "shapes cannot be multiplied")) {
            assertThrows(EngineException.class, () -> network.step(0, batch(0), 0.1));
        }
        assertTrue(notes.isEmpty());
        assertTrue(MemoryShortage.is(new IllegalStateException(new OutOfMemoryError("Java heap space"))));
        assertFalse(MemoryShortage.is(new IllegalStateException()));
    }
}
