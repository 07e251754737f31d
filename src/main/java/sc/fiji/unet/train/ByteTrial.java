package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;

/**
 * What computing on bytes changes in what a network says of some patches, on the processor.
 *
 * @param network whose inner values were watched
 * @param patches row-major (n, channels, y, x), normalized
 * @param n how many
 * @param size x, y, multiples of the stride
 */
record ByteTrial(Inference network, float[] patches, int n, int[] size) {
    /**
     * The convolutions that multiply bytes, the one first that changes most where it alone does so: by the mean square of
     * what probabilities change by.
     */
    List<String> blamed(Progress progress) {
        Set<String> products =
                BytePlan.of(network.graph(), network.calibration()).products();
        float[] expected = answer(network, PrecisionChoice.FP32);
        Map<String, Double> blame = new HashMap<>();
        for (String product : products) {
            progress.check();
            Set<String> others = new HashSet<>(products);
            others.remove(product);
            Calibration alone = network.calibration().leaving(others);
            blame.put(product, error(expected, answer(network.withCalibration(alone), PrecisionChoice.INT8)));
        }
        List<String> names = new ArrayList<>(products);
        names.sort(Comparator.comparing((String name) -> -blame.get(name)).thenComparing(name -> name));
        return names;
    }

    private float[] answer(Inference tried, PrecisionChoice format) {
        try (PatchPredictor predictor = Precisions.compile(tried, "cpu", format, note -> {})) {
            float[] output = new float[patches.length / predictor.channels() * predictor.classes()];
            predictor.predict(patches, n, size, output);
            return output;
        }
    }

    private static double error(float[] expected, float[] found) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) sum += Math.pow(found[i] - expected[i], 2);
        return sum / expected.length;
    }
}
