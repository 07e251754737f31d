package sc.fiji.unet.metrics;

import java.util.HashMap;
import java.util.Map;
import sc.fiji.unet.data.AnnotatedImage;

/**
 * How many pixels true and predicted objects have, alone and in common, where something is known.
 *
 * @param truths pixels of each true object, by its number
 * @param predictions the same of predicted ones
 * @param pairs pixels in common of a true object (upper half of the key) and a predicted one (lower half)
 */
record ObjectOverlaps(Map<Integer, Long> truths, Map<Integer, Long> predictions, Map<Long, Long> pairs) {
    /** Takes one pair of objects after the other. */
    @FunctionalInterface
    interface Visitor {
        /** Takes a true and a predicted object and the pixels they have in common. */
        void visit(int truth, int prediction, long common);
    }

    /** Counts; see {@link InstanceScore#of}. */
    static ObjectOverlaps of(int[] truth, int[] prediction) {
        Map<Integer, Area> truths = new HashMap<>();
        Map<Integer, Area> predictions = new HashMap<>();
        Map<Long, Area> pairs = new HashMap<>();
        for (int i = 0; i < truth.length; i++) {
            int t = truth[i];
            int p = prediction[i];
            if (t == AnnotatedImage.IGNORE || t <= 0 && p <= 0) continue;
            if (t > 0) truths.computeIfAbsent(t, Area::new).pixels++;
            if (p > 0) predictions.computeIfAbsent(p, Area::new).pixels++;
            if (t > 0 && p > 0) pairs.computeIfAbsent((long) t << 32 | p, Area::new).pixels++;
        }
        return new ObjectOverlaps(counts(truths), counts(predictions), counts(pairs));
    }

    private static <K> Map<K, Long> counts(Map<K, Area> areas) {
        Map<K, Long> counts = new HashMap<>();
        areas.forEach((key, area) -> counts.put(key, area.pixels));
        return counts;
    }

    /** Visits all pairs that have pixels in common. */
    void forEach(Visitor visitor) {
        pairs.forEach((pair, common) -> visitor.visit((int) (pair >> 32), pair.intValue(), common));
    }

    /** Intersection over union. */
    double iou(int truth, int prediction, long common) {
        return (double) common / (truths.get(truth) + predictions.get(prediction) - common);
    }

    private static final class Area {
        private long pixels;

        Area(Number object) {}
    }
}
