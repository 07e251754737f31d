package sc.fiji.unet.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many objects of each class were found, where there are several classes of objects: a predicted object is a hit for one
 * of the same class only. An object is of the class that most of its pixels are of, the first of equal ones.
 */
final class ObjectsByClass {
    /** The names of the figures, in their order: at IoU 0.5 and 0.75, the mean over 0.5 to 0.95, panoptic quality. */
    static final List<String> FIGURES = List.of("ap50", "ap75", "ap", "pq");

    private static final int AP75 = 5;

    private ObjectsByClass() {}

    /** By class index; nothing of the background, and nowhere where there is a single class or no object was told apart. */
    static List<Map<String, Double>> of(EvaluatedImage image, int classes) {
        if (image.objects() == null || classes < 3) return Collections.nCopies(classes, Map.of());
        int[][] truth = split(image.objects().truth(), image.classes().truth(), classes);
        int[][] prediction = split(image.objects().prediction(), image.classes().prediction(), classes);
        List<Map<String, Double>> figures = new ArrayList<>(List.of(Map.of()));
        for (int k = 1; k < classes; k++) figures.add(figures(InstanceScore.of(truth[k], prediction[k])));
        return figures;
    }

    private static Map<String, Double> figures(InstanceScore score) {
        double[] values = {score.ap(0), score.ap(AP75), score.meanAp(), score.panopticQuality()};
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) figures.put(FIGURES.get(i), values[i]);
        return figures;
    }

    /** The objects of each class alone; what is ignored is so in all of them. */
    private static int[][] split(int[] objects, int[] kinds, int classes) {
        Map<Integer, int[]> pixels = new HashMap<>();
        for (int i = 0; i < objects.length; i++) {
            if (objects[i] > 0 && kinds[i] > 0) pixels.computeIfAbsent(objects[i], n -> new int[classes])[kinds[i]]++;
        }
        Map<Integer, Integer> kindOf = new HashMap<>();
        pixels.forEach((object, counts) -> kindOf.put(object, most(counts)));
        int[][] split = new int[classes][objects.length];
        for (int i = 0; i < objects.length; i++) {
            int kind = kindOf.getOrDefault(objects[i], 0);
            for (int k = 1; k < classes; k++) if (objects[i] < 0 || kind == k) split[k][i] = objects[i];
        }
        return split;
    }

    private static int most(int[] counts) {
        int most = 1;
        for (int k = 2; k < counts.length; k++) if (counts[k] > counts[most]) most = k;
        return most;
    }
}
