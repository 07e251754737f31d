package sc.fiji.unet.engine;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * Predicts noise with an untrained network for some seconds, to say how fast a device is in each number format that may
 * pay there. Which of them a model gets is decided on its own labels: an untrained network has no labels to agree on.
 *
 * @param seconds how long to predict in all, after a first patch of each format that is not counted
 * @param clock in nanoseconds
 */
public record DeviceBenchmark(double seconds, LongSupplier clock) {
    private static final int EDGE = 512;
    private static final Spec NETWORK = Spec.parse("unet");

    /** Refuses a length that measures nothing. */
    public DeviceBenchmark {
        if (!(seconds > 0)) throw OptionException.outOfRange("seconds", seconds, "more than 0");
    }

    /**
     * How fast a device segments in each precision.
     *
     * @param megapixels a second, one channel in, two classes out
     */
    public record Result(Map<Precision, Double> megapixels) {
        /** One line for a person, the fastest first. */
        public String text() {
            StringJoiner speeds = new StringJoiner(", ");
            megapixels.entrySet().stream()
                    .sorted(Map.Entry.<Precision, Double>comparingByValue().reversed())
                    .forEach(entry -> speeds.add(String.format(
                            Locale.ROOT,
                            "%.2f Mpx/s in %s",
                            entry.getValue(),
                            entry.getKey().id())));
            String choice = megapixels.size() == 1
                    ? "fp32 is chosen, as this processor has no fast bf16"
                    : "precision auto takes the faster where it gives the same labels";
            return "Self-test: a default U-Net predicts " + speeds + " on " + Cpu.model() + ", " + Cpu.threads() + " ("
                    + choice + ").";
        }
    }

    /** Measures the default U-Net on a device that {@link Devices} knows, of several the first. */
    public Result run(String device, Progress progress) {
        return run(network(), device, progress);
    }

    Result run(Inference network, String device, Progress progress) {
        Map<Precision, Double> megapixels = new EnumMap<>(Precision.class);
        String one = Devices.lanes(device).get(0);
        boolean choice = Precisions.mayDiffer(one);
        try {
            for (Precision precision : choice ? Precision.values() : new Precision[] {Precision.FP32}) {
                try (PatchPredictor predictor = DjlPatchPredictor.compile(network, one, precision)) {
                    megapixels.put(precision, megapixels(predictor, choice ? seconds / 2 : seconds, progress));
                }
            }
        } finally {
            Pytorch.releaseMemory();
        }
        return new Result(megapixels);
    }

    /** Millions of pixels a second. */
    double megapixels(PatchPredictor predictor, double duration, Progress progress) {
        float[] noise = noise(predictor.channels() * EDGE * EDGE);
        float[] output = new float[predictor.classes() * EDGE * EDGE];
        int[] size = {EDGE, EDGE};
        progress.update(0, 1, "Warming up...");
        predictor.predict(noise, 1, size, output);
        long start = clock.getAsLong();
        double elapsed;
        int patches = 0;
        do {
            progress.check();
            predictor.predict(noise, 1, size, output);
            patches++;
            elapsed = (clock.getAsLong() - start) / 1e9;
            progress.update(Math.min(100, Math.round(100 * elapsed / duration)), 100, "Testing the speed...");
        } while (elapsed < duration);
        return (double) patches * EDGE * EDGE / elapsed / 1e6;
    }

    private static Inference network() {
        Extensions.Configured<Architecture> unet =
                Extensions.of(Architecture.class).get(NETWORK);
        Graph graph = unet.extension().build(2, 1, 2, unet.options());
        return Inference.of(graph, Weights.initial(graph, 1));
    }

    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}
