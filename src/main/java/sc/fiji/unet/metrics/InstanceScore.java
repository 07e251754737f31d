package sc.fiji.unet.metrics;

import sc.fiji.unet.data.AnnotatedImage;

/**
 * How many objects were found. A predicted object is a hit where its IoU with a true one is above the threshold; from 0.5
 * on no object can have two such partners, so the best matching needs no search. The score at a threshold is
 * TP / (TP + FP + FN), as in the 2018 Data Science Bowl (Caicedo et al. 2019). Immutable.
 *
 * @param truths objects in the truth
 * @param predictions objects predicted
 * @param hits matched pairs at each threshold
 * @param iouOfHits sum of the IoU of pairs matched at 0.5
 */
public record InstanceScore(int truths, int predictions, int[] hits, double iouOfHits) {
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
        return of(ObjectOverlaps.of(truth, prediction));
    }

    static InstanceScore of(ObjectOverlaps overlaps) {
        int[] hits = new int[THRESHOLDS.length];
        double[] sum = new double[1];
        overlaps.forEach((t, p, common) -> {
            double iou = overlaps.iou(t, p, common);
            for (int i = 0; i < hits.length; i++) if (iou > THRESHOLDS[i]) hits[i]++;
            if (iou > THRESHOLDS[0]) sum[0] += iou;
        });
        return new InstanceScore(
                overlaps.truths().size(), overlaps.predictions().size(), hits, sum[0]);
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

    /** Panoptic quality (Kirillov et al. 2019) at 0.5: how many are found times how well these fit; NaN without objects. */
    public double panopticQuality() {
        return iouOfHits / ((truths + predictions) / 2.0);
    }
}
