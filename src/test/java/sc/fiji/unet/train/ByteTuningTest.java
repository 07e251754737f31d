package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form;

class ByteTuningTest {
    private static final int EDGE = 16;
    private final Graph graph = graph();
    private final Weights weights = Weights.initial(graph, 1);
    private final List<Long> asked = new ArrayList<>();

    @Test
    void longTrainingsAreFollowedByMoreStepsAndTheShortestByNone() {
        assertEquals(0, ByteTuning.steps(980));
        assertEquals(50, ByteTuning.steps(1000));
        assertEquals(200, ByteTuning.steps(1_000_000));
    }

    @Test
    void itGoesOnWithFurtherBatchesAndLearnsThroughTheRounding() {
        BytePlan rounding = new BytePlan(
                Map.of("down0_a_act", new BytePlan.Scale(0.02, 0)), Set.of("down0_b_conv", "bottom_a_conv"), 127);
        Weights rounded = tuned(rounding);
        assertEquals(List.of(7L, 8L, 9L), asked);
        assertFalse(Arrays.equals(weights.get("down0_a_conv_weight"), rounded.get("down0_a_conv_weight")));
        assertFalse(
                Arrays.equals(tuned(BytePlan.NONE).get("down0_b_conv_weight"), rounded.get("down0_b_conv_weight")),
                "rounding makes a difference");
    }

    private Weights tuned(BytePlan bytes) {
        asked.clear();
        FitPlan plan = new FitPlan(
                new FitPlan.Method(Spec.parse("dice-ce"), Spec.parse("adamw"), 1e-2, Spec.parse("constant")),
                new FitPlan.Length(1, 1, 0, 0),
                new FitPlan.Machine(Form.Precision.FP32, "cpu", 1));
        return new ByteTuning(graph, plan, this::batch).run(weights, bytes, 7, 3, Progress.NONE);
    }

    private PatchBatch batch(long step) {
        asked.add(step);
        float[] input = new float[EDGE * EDGE];
        int[] target = new int[input.length];
        float[] weight = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) Math.sin(i * (step + 1));
            target[i] = input[i] > 0 ? 1 : 0;
        }
        Arrays.fill(weight, 1);
        return new PatchBatch(1, 1, new int[] {EDGE, EDGE}, input, target, weight);
    }

    private static Graph graph() {
        UNet unet = new UNet();
        return unet.build(2, 1, 2, Options.of("unet", unet.defaults(), Map.of("width", "2", "depth", "1")));
    }
}
