package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.engine.Watching;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.sampling.PatchBatch;

/**
 * What each number format that predictions may choose makes of the validation images: the evidence by which bytes are
 * trusted or not.
 *
 * @param network that was scored, with what is now known about the values inside it
 * @param dice mean over the classes, by format; float32 in any case
 */
public record FormatScores(Inference network, Map<PrecisionChoice, Double> dice) {
    private static final long MOST_PIXELS = 4_000_000;
    private static final int WATCHED_PIXELS = 1 << 18;

    /**
     * Watches a network on patches and scores it in all formats side by side, image by image. Where there are many images the
     * first ones have to do.
     *
     * @param network with folded normalization
     * @param device a name that the engine knows
     * @param patches of training images
     * @param validation images with truth
     */
    public static FormatScores of(
            Inference network, String device, PatchBatch patches, SegmentedValidation validation, Progress progress) {
        Inference watched = network.withCalibration(watch(network, patches));
        List<PrecisionChoice> formats = Precisions.inPrediction(watched, device);
        if (formats.size() == 1) return new FormatScores(network, Map.of());
        try (CloseOnFailure opened = new CloseOnFailure()) {
            List<Tally> tallies = new ArrayList<>();
            for (PrecisionChoice format : formats) {
                PatchPredictor predictor = Precisions.compile(watched, device, format, note -> {});
                opened.add(predictor, predictor::close);
                tallies.add(new Tally(validation, predictor, progress));
            }
            long pixels = 0;
            while (pixels < MOST_PIXELS && tallies.get(0).hasNext()) {
                int[] expected = tallies.get(0).next();
                pixels += expected.length;
                for (Tally tally : tallies.subList(1, tallies.size())) tally.compare(expected);
            }
            return of(watched, formats, tallies);
        }
    }

    private static FormatScores of(Inference watched, List<PrecisionChoice> formats, List<Tally> tallies) {
        Map<PrecisionChoice, Double> dice = new LinkedHashMap<>();
        for (int i = 0; i < formats.size(); i++)
            dice.put(formats.get(i), tallies.get(i).dice());
        int bytes = formats.indexOf(PrecisionChoice.INT8);
        if (bytes < 0) return new FormatScores(watched.withCalibration(Calibration.NONE), dice);
        double lost = tallies.get(0).dice() - tallies.get(bytes).dice();
        Calibration scored =
                watched.calibration().scored(lost, tallies.get(bytes).same());
        return new FormatScores(watched.withCalibration(scored), dice);
    }

    private static Calibration watch(Inference network, PatchBatch patches) {
        int pixels = Sizes.count(patches.size());
        int n = Math.max(1, Math.min(patches.n(), WATCHED_PIXELS / pixels));
        float[] first = Arrays.copyOf(patches.input(), n * patches.channels() * pixels);
        return Watching.of(network, first, n, patches.size());
    }

    /** Lines for the account of a training. */
    public Map<String, String> account() {
        Map<String, String> account = new LinkedHashMap<>();
        dice.forEach((format, value) -> account.put("Validation Dice in " + format.id(), text("%.4f", value)));
        Calibration calibration = network.calibration();
        if (calibration.isScored()) {
            account.put(
                    "int8",
                    text("%.3f %% of validation labels as in fp32; ", 100 * calibration.labels())
                            + (calibration.isGood() ? "taken where it is faster" : "not taken unless asked for"));
        }
        return account;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** One format's way through the images. */
    private static final class Tally {
        private final Iterator<EvaluatedImage> images;
        private final Confusion confusion;
        private long pixels;
        private long equal;

        Tally(SegmentedValidation validation, PatchPredictor predictor, Progress progress) {
            images = validation.evaluated(predictor, List.of(), progress).iterator();
            confusion = new Confusion(validation.classes());
        }

        boolean hasNext() {
            return images.hasNext();
        }

        int[] next() {
            EvaluatedImage image = images.next();
            confusion.add(image.classes().truth(), image.classes().prediction());
            return image.classes().prediction();
        }

        void compare(int[] expected) {
            int[] found = next();
            for (int i = 0; i < found.length; i++) if (found[i] == expected[i]) equal++;
            pixels += found.length;
        }

        double dice() {
            return confusion.meanDice();
        }

        double same() {
            return equal / (double) pixels;
        }
    }
}
