package sc.fiji.unet.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.PredictorPool;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * A race of precisions on one network and device. Each is held to the portable float32 form, which other programs run, on
 * real input; of those that agree the fastest wins, and where none does the portable form itself.
 *
 * @param network with folded normalization
 * @param devices that will predict, one entry for each patch at a time; the race is on the first
 */
record PrecisionSelection(Inference network, List<String> devices) {
    private static final long NANOS_EACH = 400_000_000;

    /**
     * The precision that won, compiled, and why it did.
     *
     * @param predictor ready to use; the caller closes it
     * @param precision it computes in
     * @param reason one line for a person
     */
    record Verdict(PatchPredictor predictor, Precision precision, String reason) {}

    private record Trial(Form form, PatchPredictor predictor, double seconds, Agreement agreement) {}

    PatchPredictor compile(Precision precision) {
        return DjlPatchPredictor.onEach(network, devices, form(precision));
    }

    double bytesPerPixel(Precision precision) {
        return DjlPatchPredictor.bytesPerPixel(network.graph(), form(precision));
    }

    private Form form(Precision precision) {
        return DjlPatchPredictor.form(network.graph(), devices.get(0), precision);
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
            Trial fp32 = trial(form(Precision.FP32), sample, expected, opened);
            Trial bf16 = trial(form(Precision.BF16), sample, expected, opened);
            Trial plain = new Trial(Form.portable(), portable, Double.POSITIVE_INFINITY, new Agreement(1, 0));
            Trial winner = Stream.of(fp32, bf16)
                    .filter(trial -> trial.agreement().isEnough())
                    .min(Comparator.comparingDouble(Trial::seconds))
                    .orElse(plain);
            for (Trial trial : List.of(plain, fp32, bf16))
                if (trial != winner) trial.predictor().close();
            opened.succeeded(); // the pool closes the winner, even where it cannot be made
            return new Verdict(onEach(winner), winner.form().precision(), reason(winner, fp32, bf16));
        }
    }

    private Trial trial(Form form, Sample sample, float[] expected, CloseOnFailure opened) {
        PatchPredictor predictor = onFirst(form, opened);
        float[] got = answer(predictor, sample); // also warms up
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + NANOS_EACH;
        do {
            long start = System.nanoTime();
            predictor.predict(sample.values(), 1, sample.size(), got);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        } while (System.nanoTime() < end);
        return new Trial(form, predictor, best, Agreement.between(expected, got, predictor.classes()));
    }

    private static float[] answer(PatchPredictor predictor, Sample sample) {
        float[] output = new float[predictor.classes() * sample.pixels()];
        predictor.predict(sample.values(), 1, sample.size(), output);
        return output;
    }

    private static String reason(Trial winner, Trial fp32, Trial bf16) {
        Agreement agreement = bf16.agreement();
        return String.format(
                Locale.ROOT,
                "Precision %s: on the first patch bf16 is %.1f x as fast as fp32, gives the same label to %.3f %% of"
                        + " pixels (99.9 %% are asked for) and other probabilities by at most %.4f.",
                winner.form().precision().id(),
                fp32.seconds() / bf16.seconds(),
                100 * agreement.labels(),
                agreement.difference());
    }
}
