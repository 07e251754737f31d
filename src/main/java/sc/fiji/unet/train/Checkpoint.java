package sc.fiji.unet.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.TensorFile;

/**
 * Everything that a training needs to go on as if it had never stopped. Saved in one file that is replaced as a whole.
 *
 * @param step optimizer steps done
 * @param seconds spent so far, over all sittings
 * @param weights as they were
 * @param optimizer its state
 * @param rateShare what of the planned learning rate it goes on with: 1, or less once the training had diverged
 */
public record Checkpoint(long step, double seconds, Weights weights, Map<String, float[]> optimizer, double rateShare) {
    private static final String STEP = "training_step";
    private static final String SECONDS = "training_seconds";
    private static final String OPTIMIZER = "state_";
    private static final String RATE_SHARE = "training_rate_share";

    /** A training that never diverged. */
    public Checkpoint(long step, double seconds, Weights weights, Map<String, float[]> optimizer) {
        this(step, seconds, weights, optimizer, 1);
    }

    /** The start of a training. */
    public static Checkpoint initial(Graph graph, long seed) {
        return of(Weights.initial(graph, seed));
    }

    /** The start of a training from given weights. */
    public static Checkpoint of(Weights weights) {
        return new Checkpoint(0, 0, weights, Map.of());
    }

    /** A copy that goes on with another share of the planned learning rate. */
    Checkpoint withRateShare(double value) {
        return new Checkpoint(step, seconds, weights, optimizer, value);
    }

    /** Creates or replaces the file. */
    public void write(Path file) {
        Map<String, float[]> all = new LinkedHashMap<>(weights.arrays());
        optimizer.forEach((name, values) -> all.put(OPTIMIZER + name, values));
        all.put(STEP, split(step));
        all.put(SECONDS, new float[] {(float) seconds});
        if (rateShare != 1) all.put(RATE_SHARE, new float[] {(float) rateShare});
        TensorFile.write(file, all);
    }

    /** Reads what {@link #write} wrote; a broken file is refused. */
    public static Checkpoint read(Path file) {
        Map<String, float[]> all = new LinkedHashMap<>(TensorFile.read(file));
        Weights whole = new Weights(all);
        long step = join(whole.get(STEP));
        double seconds = whole.get(SECONDS)[0];
        double share = all.containsKey(RATE_SHARE) ? whole.get(RATE_SHARE)[0] : 1;
        Map<String, float[]> weights = new LinkedHashMap<>();
        Map<String, float[]> optimizer = new LinkedHashMap<>();
        all.keySet().removeAll(java.util.Set.of(STEP, SECONDS, RATE_SHARE));
        all.forEach((name, values) -> {
            if (name.startsWith(OPTIMIZER)) optimizer.put(name.substring(OPTIMIZER.length()), values);
            else weights.put(name, values);
        });
        return new Checkpoint(step, seconds, new Weights(weights), optimizer, share);
    }

    /** A float holds whole numbers up to 2^24 only. */
    private static float[] split(long value) {
        return new float[] {value >> 20, value & 0xFFFFF};
    }

    private static long join(float[] parts) {
        return ((long) parts[0] << 20) + (long) parts[1];
    }
}
