package sc.fiji.unet.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.op.Parameter;

/**
 * The numbers of a network by parameter name, each row-major in its parameter's shape. The map is fixed, the arrays are
 * not copied: whoever shares them must not write.
 *
 * @param arrays parameter name to values
 */
public record Weights(Map<String, float[]> arrays) {
    /** Keeps the order of the arrays, and a map that nobody changes. */
    public Weights {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * He-normal initial weights (He et al. 2015). Each array depends on the seed and its own name only, so adding a layer
     * leaves the others as they were.
     */
    public static Weights initial(Graph graph, long seed) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) arrays.put(parameter.name(), initial(parameter, seed));
        return new Weights(arrays);
    }

    /** The values of the parameter of this name, row-major; refuses where there is none. */
    public float[] get(String name) {
        float[] values = arrays.get(name);
        if (values == null)
            throw new InputException("The weights lack \"" + name + "\": they belong to another network.");
        return values;
    }

    /** Checks that every parameter of the graph is there in its size. */
    public Weights requireFit(Graph graph, String where) {
        for (Parameter parameter : graph.parameters()) {
            float[] values = arrays.get(parameter.name());
            if (values == null || values.length != parameter.size()) {
                throw new InputException(
                        where + ": the weights do not fit the network: " + parameter.name() + " expected "
                                + parameter.size() + " values, got " + (values == null ? "none" : values.length) + ".");
            }
        }
        return this;
    }

    /** Checks that all are finite numbers: a network with others answers NaN everywhere. */
    public Weights requireFinite(String where) {
        arrays.forEach((name, values) -> {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new InputException(
                            where + ": " + name + " holds " + value
                                    + ", expected finite numbers. The network learnt nothing of use: train it again, or copy it again.");
                }
            }
        });
        return this;
    }

    private static float[] initial(Parameter parameter, long seed) {
        float[] values = new float[parameter.size()];
        switch (parameter.role()) {
            case WEIGHT ->
                gaussian(
                        values,
                        Math.sqrt(2.0 / parameter.fanIn()),
                        seed ^ parameter.name().hashCode() * 0x9E3779B97F4A7C15L);
            case SCALE, VARIANCE -> java.util.Arrays.fill(values, 1);
            default -> {}
        }
        return values;
    }

    private static void gaussian(float[] values, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) values[i] = (float) (deviation * random.nextGaussian());
    }
}
