package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.engine.OpenModules;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.Form;

class WeightAverageTest {
    private static final double DECAY = 0.3;
    private static final FitPlan PLAN = TrainingLoopTest.plan("sgd momentum=0.9", Form.Precision.FP32)
            .withRules(new FitPlan.WeightRules(Set.of(), DECAY));

    private static TrainingNetwork network(Checkpoint start) {
        return new TrainingNetwork(TrainingLoopTest.graph(), start, PLAN, note -> {});
    }

    @Test
    void theAverageFollowsTheWeightsAndSurvivesACheckpoint() {
        Checkpoint start = Checkpoint.initial(TrainingLoopTest.graph(), 1);
        String name = "logits_weight";
        float[] expected = start.weights().get(name).clone();
        Checkpoint middle;
        try (TrainingNetwork network = network(start)) {
            for (int step = 0; step < 3; step++) follow(network, step, name, expected);
            middle = new Checkpoint(3, 0, network.weights(), network.optimizerState());
        }
        try (TrainingNetwork network = network(middle)) {
            follow(network, 3, name, expected);
        }
    }

    /** With something else to learn, it is as quick as in the first steps; with this decay that is seen in four of them. */
    @Test
    void itFollowsFasterAgainWhereSomethingElseIsToBeLearned() {
        Checkpoint start = Checkpoint.initial(TrainingLoopTest.graph(), 1);
        String name = "logits_weight";
        float[] expected = start.weights().get(name).clone();
        try (TrainingNetwork network = network(start)) {
            for (int step = 0; step < 5; step++) follow(network, step, name, expected);
            network.averageAnew(5);
            for (int step = 5; step < 8; step++) follow(network, step, step - 5, name, expected);
        }
    }

    private static void follow(TrainingNetwork network, int step, String name, float[] expected) {
        follow(network, step, step, name, expected);
    }

    private static void follow(TrainingNetwork network, int step, int since, String name, float[] expected) {
        network.step(step, TrainingLoopTest.batch(step), 0.1);
        Weights raw = network.weights();
        double decay = Math.min(DECAY, (1.0 + since) / (10 + since));
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (decay * expected[i] + (1 - decay) * raw.get(name)[i]);
        }
        assertArrayEquals(expected, network.kept(network::weights).get(name), 1e-5f);
        assertArrayEquals(raw.get(name), network.weights().get(name), 0f, "the weights are back in place");
    }

    @Test
    void frozenWeightsDoNotMove() {
        Checkpoint start = Checkpoint.initial(TrainingLoopTest.graph(), 1);
        FitPlan frozen = PLAN.withRules(new FitPlan.WeightRules(Set.of("down0_a_conv_weight"), 0));
        Map<String, float[]> after = new LinkedHashMap<>();
        try (TrainingNetwork network = new TrainingNetwork(TrainingLoopTest.graph(), start, frozen, note -> {})) {
            network.step(0, TrainingLoopTest.batch(0), 0.1);
            after.putAll(network.weights().arrays());
        }
        assertArrayEquals(start.weights().get("down0_a_conv_weight"), after.get("down0_a_conv_weight"));
        assertEquals(false, java.util.Arrays.equals(start.weights().get("logits_weight"), after.get("logits_weight")));
    }

    /** Saved moments or averages of other sizes, as of another network. */
    @ParameterizedTest
    @ValueSource(strings = {"m_logits_weight", "v_logits_weight", "ema_logits_weight"})
    void aStateThatDoesNotFitLeavesNothingOpen(String name) {
        Checkpoint fresh = Checkpoint.initial(TrainingLoopTest.graph(), 1);
        Map<String, float[]> other = Map.of(name, new float[1]);
        Checkpoint start = new Checkpoint(0, 0, fresh.weights(), other);
        OpenModules.assertNoneLeft(RuntimeException.class, () -> network(start));
    }
}
