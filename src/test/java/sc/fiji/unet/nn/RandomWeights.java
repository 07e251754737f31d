package sc.fiji.unet.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.unet.nn.op.Parameter;

/** Weights as after training: no statistic is 0 or 1. */
public final class RandomWeights {
    private RandomWeights() {}

    /** Every array random: factors around 1, variances positive, the rest around 0. */
    public static Weights of(Graph graph, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.size()];
            for (int i = 0; i < values.length; i++) values[i] = value(parameter, random);
            arrays.put(parameter.name(), values);
        }
        return new Weights(arrays);
    }

    /** Every output the mean of its inputs, so that with a positive image no rectifier stops anything. */
    public static Weights averaging(Graph graph) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.size()];
            if (parameter.role() == Parameter.Role.WEIGHT) Arrays.fill(values, 1f / parameter.fanIn());
            if (parameter.role() == Parameter.Role.SCALE || parameter.role() == Parameter.Role.VARIANCE)
                Arrays.fill(values, 1);
            arrays.put(parameter.name(), values);
        }
        return new Weights(arrays);
    }

    private static float value(Parameter parameter, SplittableRandom random) {
        double value =
                switch (parameter.role()) {
                    case WEIGHT -> random.nextGaussian() * Math.sqrt(2.0 / parameter.fanIn());
                    case SCALE -> random.nextDouble(0.5, 1.5);
                    case VARIANCE -> random.nextDouble(0.5, 2);
                    default -> random.nextDouble(-0.3, 0.3);
                };
        return (float) value;
    }
}
