package sc.fiji.unet.loss;

import static java.lang.Math.log;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class AuxiliaryLossTest {
    private static final Shape SHAPE = new Shape(1, 2, 1, 2);

    /** Said 1/2, 3/4, 4/5 and something; wanted 1, 1/4, 4/5, and nobody cares. */
    @Test
    void itIsTheWeightedMeanOfCrossEntropiesWithShares() {
        double first = -log(0.5);
        double second = -(0.25 * log(0.75) + 0.75 * log(0.25));
        double third = -(0.8 * log(0.8) + 0.2 * log(0.2));
        float[] logits = {0, (float) log(3), (float) log(4), 100};
        try (NDManager scope = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray said = scope.create(logits, SHAPE);
            said.setRequiresGradient(true);
            NDArray loss = new AuxiliaryLoss(
                            scope.create(new float[] {1, 0.25f, 0.8f, 0}, SHAPE),
                            scope.create(new float[] {1, 2, 1, 0}, SHAPE))
                    .of(said);
            assertEquals((first + 2 * second + third) / 4, loss.getFloat(), 1e-6);
            collector.backward(loss);
            float[] expected = {(0.5f - 1) / 4, 2 * (0.75f - 0.25f) / 4, 0, 0};
            assertArrayEquals(expected, said.getGradient().toFloatArray(), 1e-6f);
        }
    }

    @Test
    void nothingIsLearnedWhereNobodyKnowsAnything() {
        try (NDManager scope = NDManager.newBaseManager()) {
            NDArray zeros = scope.zeros(SHAPE);
            assertEquals(
                    0, new AuxiliaryLoss(zeros, zeros).of(scope.ones(SHAPE)).getFloat());
        }
    }
}
