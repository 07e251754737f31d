package sc.fiji.unet.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.PredictorPool;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * A race of number formats on one network and device. Each is held to the portable float32 form, which other programs run,
 * on real input; of those that agree the fastest wins, and where none does the portable form itself. Bytes race only where
 * they were found good on images with truth: what a single patch shows of the values inside a network may be too little.
 *
 * @param network with folded normalization
 * @param devices that will predict, one entry for each patch at a time; the race is on the first
 */
record PrecisionSelection(Inference network, List<String> devices) {
    private static final long NANOS_EACH = 400_000_000;
    private static final String NOTHING_ON_BYTES =
            "Precision fp32, though int8 was asked for: no convolution lies between"
                    + " the first and the last, which stay in fp32.";

    /** What was learned of bytes where processors know larger ones says nothing of those that fit here. */
    PrecisionSelection {
        network = network.withCalibration(network.calibration().upTo(Cpu.largestWeight()));
    }

    /**
     * The format that won, compiled, and why it did.
     *
     * @param predictor ready to use; the caller closes it
     * @param precision it computes in
     * @param reason one line for a person
     */
    record Verdict(PatchPredictor predictor, PrecisionChoice precision, String reason) {}

    private record Trial(
            PrecisionChoice precision, Form form, PatchPredictor predictor, double seconds, Agreement agreement) {
        String text(Trial fp32) {
            return String.format(
                    Locale.ROOT,
                    "%s is %.1f x as fast as fp32, gives the same label to %.3f %% of pixels (99.9 %% are asked for) and"
                            + " other probabilities by at most %.4f",
                    precision.id(),
                    fp32.seconds() / seconds,
                    100 * agreement.labels(),
                    agreement.difference());
        }
    }

    /** On every device in this format. */
    PatchPredictor compile(PrecisionChoice precision) {
        return DjlPatchPredictor.onEach(network, devices, form(precision));
    }

    double bytesPerPixel(PrecisionChoice precision) {
        return DjlPatchPredictor.bytesPerPixel(network.graph(), form(precision));
    }

    private Form form(PrecisionChoice precision) {
        return precision == PrecisionChoice.INT8
                ? DjlPatchPredictor.onBytes(network, devices.get(0))
                : DjlPatchPredictor.form(
                        network.graph(), devices.get(0), Choice.of(Precision.class, "precision", precision.id()));
    }

    /** Whether some of the network can be computed on bytes here. */
    boolean hasBytes() {
        return form(PrecisionChoice.INT8).isOnBytes();
    }

    /** Whether some of it could be, were it known what values it has. */
    boolean canHaveBytes() {
        return DjlPatchPredictor.canBeOnBytes(network.graph(), devices.get(0));
    }

    /** What races, float32 first; one alone needs no race. */
    List<PrecisionChoice> candidates() {
        return formats().stream()
                .filter(format ->
                        format != PrecisionChoice.INT8 || network.calibration().isGood())
                .toList();
    }

    /** What may pay here, each on trust that it agrees; float32 first. */
    List<PrecisionChoice> formats() {
        List<PrecisionChoice> formats = new ArrayList<>(List.of(PrecisionChoice.FP32));
        if (mayDiffer(devices.get(0))) formats.add(PrecisionChoice.BF16);
        if (hasBytes()) formats.add(PrecisionChoice.INT8);
        return formats;
    }

    /** Whether bfloat16 may be faster than float32. */
    static boolean mayDiffer(String device) {
        return Devices.of(device).isGpu() || Cpu.mayHaveBfloat16();
    }

    private List<PrecisionChoice> raced() {
        List<PrecisionChoice> candidates = candidates();
        return candidates.size() > 1 ? candidates : List.of(PrecisionChoice.FP32, PrecisionChoice.BF16);
    }

    private PatchPredictor onFirst(Form form, CloseOnFailure opened) {
        PatchPredictor predictor = DjlPatchPredictor.compile(network, devices.get(0), form);
        return opened.add(predictor, predictor::close);
    }

    /** The winner on its device, and its like on the others. */
    private PatchPredictor onEach(Trial winner) {
        return PredictorPool.of(IntStream.range(0, devices.size())
                .mapToObj(i -> (Supplier<PatchPredictor>) () ->
                        i == 0 ? winner.predictor() : DjlPatchPredictor.compile(network, devices.get(i), winner.form()))
                .toList());
    }

    /** Names all that a decision depends on. */
    String key() {
        return Fingerprints.of(network, Devices.machine(devices));
    }

    Verdict decide(Sample sample) {
        try (CloseOnFailure opened = new CloseOnFailure()) {
            PatchPredictor portable = onFirst(Form.portable(), opened);
            float[] expected = answer(portable, sample);
            List<Trial> trials = new ArrayList<>();
            for (PrecisionChoice candidate : raced()) trials.add(trial(candidate, sample, expected, opened));
            Trial plain = new Trial(
                    PrecisionChoice.FP32, Form.portable(), portable, Double.POSITIVE_INFINITY, new Agreement(1, 0));
            Trial winner = trials.stream()
                    .filter(trial -> trial.agreement().isEnough())
                    .min(Comparator.comparingDouble(Trial::seconds))
                    .orElse(plain);
            trials.add(plain);
            for (Trial trial : trials) if (trial != winner) trial.predictor().close();
            opened.succeeded(); // the pool closes the winner, even where it cannot be made
            return new Verdict(onEach(winner), winner.precision(), reason(winner, trials));
        }
    }

    /** Computes on bytes whatever that costs, and says what it costs on this patch, whose ranges count where none are known. */
    Verdict onBytes(Sample sample) {
        boolean unknown = network.calibration().ranges().isEmpty();
        PrecisionSelection watched = unknown
                ? new PrecisionSelection(
                        network.withCalibration(Watching.of(network, sample.values(), 1, sample.size())), devices)
                : this;
        return watched.costOfBytes(sample);
    }

    private Verdict costOfBytes(Sample sample) {
        try (CloseOnFailure opened = new CloseOnFailure();
                PatchPredictor portable = DjlPatchPredictor.compile(network, devices.get(0), Form.portable())) {
            Form form = form(PrecisionChoice.INT8);
            PatchPredictor predictor = onFirst(form, opened);
            if (!form.isOnBytes()) {
                opened.succeeded();
                Trial floats = new Trial(PrecisionChoice.FP32, form, predictor, 0, new Agreement(1, 0));
                return new Verdict(onEach(floats), PrecisionChoice.FP32, NOTHING_ON_BYTES);
            }
            Agreement agreement =
                    Agreement.between(answer(portable, sample), answer(predictor, sample), predictor.classes());
            Trial trial = new Trial(PrecisionChoice.INT8, form, predictor, 0, agreement);
            opened.succeeded();
            return new Verdict(onEach(trial), PrecisionChoice.INT8, cost(agreement));
        }
    }

    private static String cost(Agreement agreement) {
        return String.format(
                Locale.ROOT,
                "Precision int8, as asked: on the first patch, the only one that this model was watched on, it gives the"
                        + " same label to %.3f %% of pixels and other probabilities by at most %.4f.",
                100 * agreement.labels(),
                agreement.difference());
    }

    private Trial trial(PrecisionChoice precision, Sample sample, float[] expected, CloseOnFailure opened) {
        Form form = form(precision);
        PatchPredictor predictor = onFirst(form, opened);
        float[] got = answer(predictor, sample); // also warms up
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + NANOS_EACH;
        do {
            long start = System.nanoTime();
            predictor.predict(sample.values(), 1, sample.size(), got);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        } while (System.nanoTime() < end);
        return new Trial(precision, form, predictor, best, Agreement.between(expected, got, predictor.classes()));
    }

    private static float[] answer(PatchPredictor predictor, Sample sample) {
        float[] output = new float[predictor.classes() * sample.pixels()];
        predictor.predict(sample.values(), 1, sample.size(), output);
        return output;
    }

    private static String reason(Trial winner, List<Trial> trials) {
        Trial fp32 = trials.get(0);
        String others = trials.stream()
                .filter(trial -> trial.precision() != PrecisionChoice.FP32)
                .map(trial -> trial.text(fp32))
                .collect(Collectors.joining("; "));
        return "Precision " + winner.precision().id() + ": on the first patch " + others + ".";
    }
}
