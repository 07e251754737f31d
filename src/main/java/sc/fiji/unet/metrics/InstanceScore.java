package sc.fiji.unet.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import sc.fiji.unet.data.AnnotatedImage;

/**
 * How many objects were found. A predicted object is a hit where its IoU with a true one is above the threshold; from 0.5
 * on no object can have two such partners, so the best matching needs no search. The score at a threshold is
 * TP / (TP + FP + FN), as in the 2018 Data Science Bowl (Caicedo et al. 2019). Immutable.
 *
 * @param truths objects in the truth
 * @param predictions objects predicted
 * @param hits matched pairs at each threshold
 */
public record InstanceScore(int truths, int predictions, int[] hits) {
    private static final double[] THRESHOLDS = {0.50, 0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95};

    /** The thresholds on IoU: 0.5 to 0.95 in steps of 0.05. */
    public static double[] thresholds() {
        return THRESHOLDS.clone();
    }

    /**
     * Compares two label images, 2-D or 3-D.
     *
     * @param truth object of each pixel, 0 for none; pixels of {@link AnnotatedImage#IGNORE} do not count
     * @param prediction object of each pixel, 0 for none
     */
    public static InstanceScore of(int[] truth, int[] prediction) {
        Map<Integer, Area> truths = new HashMap<>();
        Map<Integer, Area> predictions = new HashMap<>();
        Map<Long, Area> overlaps = new HashMap<>();
        for (int i = 0; i < truth.length; i++) {
            int t = truth[i];
            int p = prediction[i];
            if (t == AnnotatedImage.IGNORE) continue;
            if (t > 0) truths.computeIfAbsent(t, Area::new).pixels++;
            if (p > 0) predictions.computeIfAbsent(p, Area::new).pixels++;
            if (t > 0 && p > 0) overlaps.computeIfAbsent((long) t << 32 | p, Area::new).pixels++;
        }
        int[] hits = new int[THRESHOLDS.length];
        overlaps.forEach((pair, overlap) -> {
            long union =
                    truths.get((int) (pair >> 32)).pixels + predictions.get(pair.intValue()).pixels - overlap.pixels;
            double iou = (double) overlap.pixels / union;
            for (int i = 0; i < hits.length; i++) if (iou > THRESHOLDS[i]) hits[i]++;
        });
        return new InstanceScore(truths.size(), predictions.size(), hits);
    }

    /** The counts of both images added up. */
    public InstanceScore plus(InstanceScore other) {
        int[] sum = hits.clone();
        Arrays.setAll(sum, i -> hits[i] + other.hits[i]);
        return new InstanceScore(truths + other.truths, predictions + other.predictions, sum);
    }

    /** The score at a threshold's index; NaN where there are no objects, neither true nor predicted. */
    public double ap(int threshold) {
        return (double) hits[threshold] / (truths + predictions - hits[threshold]);
    }

    /** Mean of the scores over all thresholds. */
    public double meanAp() {
        double sum = 0;
        for (int i = 0; i < hits.length; i++) sum += ap(i);
        return sum / hits.length;
    }

    private static final class Area {
        private long pixels;

        Area(Number object) {}
    }
}
