package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.engine.Watching;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.sampling.PatchBatch;

/**
 * Tries on validation images in which number formats a network may predict: the evidence by which bytes are trusted or not.
 * Where there are many images the first ones have to do. Convolutions that lose too much on bytes are put back to float, the
 * one first that does the most harm on patches of training images, as long as there are few of them.
 */
public final class FormatTrial {
    private static final long MOST_PIXELS = 4_000_000;
    private static final int WATCHED_PIXELS = 1 << 18;
    private static final int BLAMED_PIXELS = 1 << 16;
    private static final int MOST_FLOATS = 6;
    private static final double MOST_MISSING = 1 - Calibration.FEWEST_LABELS;
    /** Of a network's operations that have to stay on bytes, else it would hardly be faster than in the float formats. */
    private static final double LEAST_SHARE = 0.6;

    private final Inference network;
    private final String device;
    private final PatchBatch patches;
    private final SegmentedValidation validation;
    private final Progress progress;
    private final List<int[]> expected = new ArrayList<>();

    /**
     * Watches the network on patches.
     *
     * @param network with folded normalization
     * @param device a name that the engine knows
     * @param patches of training images
     * @param validation images with truth
     */
    public FormatTrial(
            Inference network, String device, PatchBatch patches, SegmentedValidation validation, Progress progress) {
        this.device = device;
        this.patches = patches;
        this.validation = validation;
        this.progress = progress;
        int n = some(WATCHED_PIXELS);
        this.network = network.withCalibration(Watching.of(network, input(n), n, patches.size()));
    }

    /** The scores of every format that may be used, bytes as good as they can be made. */
    public FormatScores run() {
        List<PrecisionChoice> formats = Precisions.inPrediction(network, device);
        Inference unwatched = network.withCalibration(Calibration.NONE);
        if (formats.size() == 1) return new FormatScores(unwatched, Map.of());
        Map<PrecisionChoice, Double> dice = new LinkedHashMap<>();
        for (PrecisionChoice format : formats) {
            if (format != PrecisionChoice.INT8)
                dice.put(format, tally(network, format).dice());
        }
        if (!formats.contains(PrecisionChoice.INT8)) return new FormatScores(unwatched, dice);
        FormatScores found = onBytes(network.calibration(), dice);
        return found.network().calibration().isGood() ? found : mended(found);
    }

    private FormatScores onBytes(Calibration calibration, Map<PrecisionChoice, Double> dice) {
        Tally tally = tally(network.withCalibration(calibration), PrecisionChoice.INT8);
        Map<PrecisionChoice, Double> all = new LinkedHashMap<>(dice);
        all.put(PrecisionChoice.INT8, tally.dice());
        Calibration scored = calibration.scored(dice.get(PrecisionChoice.FP32) - tally.dice(), tally.same());
        return new FormatScores(network.withCalibration(scored), all);
    }

    /** With as few convolutions in float as make bytes good; all on bytes where few do not. */
    private FormatScores mended(FormatScores found) {
        int n = some(BLAMED_PIXELS);
        List<String> blamed = new ByteTrial(network, input(n), n, patches.size()).blamed(progress);
        double missing = missing(found);
        for (int count = 1; count <= Math.min(MOST_FLOATS, blamed.size()); count++) {
            Calibration leaving = network.calibration().leaving(blamed.subList(0, count));
            if (BytePlan.of(network.graph(), leaving).share(network.graph()) < LEAST_SHARE) return found;
            FormatScores scores = onBytes(leaving, found.dice());
            if (scores.network().calibration().isGood()) return scores;
            double left = missing(scores);
            // if each further one helps as much as this one
            if (left * Math.pow(left / missing, MOST_FLOATS - count) > MOST_MISSING) return found;
            missing = left;
        }
        return found;
    }

    /** The share of labels that are not as in float32. */
    private static double missing(FormatScores scores) {
        return 1 - scores.network().calibration().labels();
    }

    private int some(int pixels) {
        return Math.max(1, Math.min(patches.n(), pixels / Sizes.count(patches.size())));
    }

    private float[] input(int n) {
        return Arrays.copyOf(patches.input(), n * patches.channels() * Sizes.count(patches.size()));
    }

    /** Segments the images; what the first format gives is what the others are held to. */
    private Tally tally(Inference tried, PrecisionChoice format) {
        boolean first = expected.isEmpty();
        Tally tally = new Tally(validation.classes());
        try (PatchPredictor predictor = Precisions.compile(tried, device, format, note -> {})) {
            Iterator<EvaluatedImage> images =
                    validation.evaluated(predictor, List.of(), progress).iterator();
            for (int i = 0; first ? tally.pixels < MOST_PIXELS && images.hasNext() : i < expected.size(); i++) {
                EvaluatedImage image = images.next();
                if (first) expected.add(image.classes().prediction());
                tally.add(image, expected.get(i));
            }
        }
        return tally;
    }

    /** What one format makes of the images. */
    private static final class Tally {
        private final Confusion confusion;
        private long pixels;
        private long equal;

        Tally(int classes) {
            confusion = new Confusion(classes);
        }

        void add(EvaluatedImage image, int[] expected) {
            int[] found = image.classes().prediction();
            confusion.add(image.classes().truth(), found);
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
