package sc.fiji.unet.runtime;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.onnx.OnnxSteps;

/**
 * What a network keeps while it is computed, as two small images of different size tell: how each of its values grows.
 *
 * @param perPixel bytes that grow as the image does
 * @param perPair bytes for each pair of pixels, where each of them looks at every other (attention)
 */
record OnnxMemory(double perPixel, double perPair) {
    private static final OnnxMemory UNKNOWN = new OnnxMemory(0, 0);
    private static final int SMALL = 16;
    private static final int SMALL_IN_VOLUMES = 8;
    /** All values of the trial are there at a time; of networks for large images only, this would be too much. */
    private static final int MOST_PIXELS = 160 * 160;
    /** Pairs of pixels may take so much at a time. */
    private static final double MOST_FOR_PAIRS = 256 << 20;
    /** What grows faster than this power of the pixels is counted in pairs. */
    private static final double PAIRS = 1.25;
    /** What grows slower than this power is a constant, or nearly so. */
    private static final double CONSTANT = 0.5;

    /** By computing two small images; of networks that take images of one size only, nothing is known. */
    static OnnxMemory of(byte[] file, ForeignNetwork network, String where) {
        int rank = network.sizes().size();
        int[] small = new int[rank];
        int[] large = new int[rank]; // half as large again along each axis
        for (int d = 0; d < rank; d++) {
            ForeignNetwork.Size size = network.sizes().get(d);
            small[d] = size.holding(rank == 2 ? SMALL : SMALL_IN_VOLUMES);
            large[d] = size.holding(small[d] + (small[d] + 1) / 2);
        }
        if (Sizes.product(large) > MOST_PIXELS || Sizes.count(large) == Sizes.count(small)) return UNKNOWN;
        OnnxSteps steps = new OnnxSteps(file);
        try (OnnxSession session = OnnxRuntime.open(steps.telling(), where)) {
            Set<String> values = steps.values();
            return of(
                    steps,
                    new Trial(Sizes.count(small), session.bytes(blank(network, small), values)),
                    new Trial(Sizes.count(large), session.bytes(blank(network, large), values)));
        } catch (InputException e) { // sizes that it was said to take, or values that are no tensors
            return UNKNOWN;
        }
    }

    private record Trial(int pixels, Map<String, Long> bytes) {}

    private static Map<String, OnnxSession.Numbers> blank(ForeignNetwork network, int[] size) {
        Map<String, OnnxSession.Numbers> inputs = new LinkedHashMap<>();
        for (ForeignNetwork.Tensor input : network.inputs()) {
            float[] zeros = new float[input.channels() * Sizes.count(size)];
            inputs.put(input.name(), new OnnxSession.Numbers(input.shape(size), zeros));
        }
        return inputs;
    }

    private static OnnxMemory of(OnnxSteps steps, Trial small, Trial large) {
        Map<String, Double> linear = new HashMap<>();
        Map<String, Double> pairs = new HashMap<>();
        double doubled = Math.log((double) large.pixels / small.pixels);
        large.bytes.forEach((name, bytes) -> {
            double power = Math.log((double) bytes / small.bytes.get(name)) / doubled;
            if (power > PAIRS) pairs.put(name, (double) bytes / large.pixels / large.pixels);
            else if (power > CONSTANT) linear.put(name, (double) bytes / large.pixels);
        });
        return new OnnxMemory(
                steps.peak(name -> linear.getOrDefault(name, 0.0)), steps.peak(name -> pairs.getOrDefault(name, 0.0)));
    }

    /** How many pixels an image may have along each of so many axes before its pairs take too much. */
    int edge(int rank) {
        if (perPair == 0) return Integer.MAX_VALUE;
        return (int) Math.max(1, Math.pow(MOST_FOR_PAIRS / perPair, 0.5 / rank));
    }
}
