package sc.fiji.unet.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The figures of one image, or of several taken together. NaN stands for what is not defined. Immutable.
 *
 * @param name of the image
 * @param confusion pixel counts, from which Dice, IoU and the like follow
 * @param measures further figures of the image by name, in the order to show them
 * @param classMeasures further figures of each class by name; none of the background
 */
public record Score(
        String name, Confusion confusion, Map<String, Double> measures, List<Map<String, Double>> classMeasures) {
    /** Numbers of objects, that are added up over images. */
    private static final List<String> COUNTS = List.of("objects", "missed", "invented", "merged", "split");

    /** Those of them that are mistakes. */
    static final List<String> ERRORS = COUNTS.subList(1, COUNTS.size());

    /** Measures an image: all that its data allow. */
    public static Score of(EvaluatedImage image, int classes) {
        int[] truth = image.classes().truth();
        int[] prediction = image.classes().prediction();
        Confusion confusion = new Confusion(classes);
        confusion.add(truth, prediction);
        List<Map<String, Double>> ofClasses = new ArrayList<>(List.of(Map.of()));
        List<Map<String, Double>> ofObjects = ObjectsByClass.of(image, classes);
        int[] noise = SpuriousComponents.count(truth, prediction, image.size(), classes);
        for (int k = 1; k < classes; k++) {
            BoundaryDistance boundary = BoundaryDistance.of(truth, prediction, k, image.size(), image.spacing());
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("hd95", boundary.hd95());
            figures.put("asd", boundary.asd());
            figures.put("noise", confusion.total() == 0 ? Double.NaN : noise[k]);
            figures.putAll(ofObjects.get(k));
            ofClasses.add(figures);
        }
        return new Score(image.name(), confusion, measures(image, ofClasses), ofClasses);
    }

    /**
     * Takes several together: pixels are pooled, objects are counted through, all further figures are means over the images
     * where they are defined.
     *
     * @param name of the whole
     * @param scores at least one, all with the same classes
     */
    public static Score pooled(String name, List<Score> scores) {
        Confusion sum = new Confusion(scores.get(0).confusion.classes());
        scores.forEach(score -> sum.merge(score.confusion));
        List<Map<String, Double>> ofClasses = IntStream.range(0, sum.classes())
                .mapToObj(k ->
                        means(scores.stream().map(s -> s.classMeasures.get(k)).toList()))
                .toList();
        Map<String, Double> means = means(scores.stream().map(Score::measures).toList());
        for (String count : COUNTS) {
            means.computeIfPresent(count, (key, mean) -> scores.stream()
                    .mapToDouble(score -> score.measures.getOrDefault(key, 0.0))
                    .sum());
        }
        return new Score(name, sum, means, ofClasses);
    }

    /** Whether objects were scored. */
    boolean ofObjects() {
        return measures.containsKey("ap");
    }

    /** All figures of the image by name: dice and iou are means over the foreground. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("dice", confusion.meanDice());
        figures.put("iou", confusion.meanIou());
        figures.put("pixelaccuracy", confusion.pixelAccuracy());
        figures.putAll(measures);
        return figures;
    }

    /** All figures of a class by name. */
    public Map<String, Double> figures(int k) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("dice", confusion.dice(k));
        figures.put("iou", confusion.iou(k));
        figures.put("precision", confusion.precision(k));
        figures.put("recall", confusion.recall(k));
        figures.putAll(classMeasures.get(k));
        return figures;
    }

    private static Map<String, Double> measures(EvaluatedImage image, List<Map<String, Double>> ofClasses) {
        List<Map<String, Double>> foreground = ofClasses.subList(1, ofClasses.size());
        Map<String, Double> measures = new LinkedHashMap<>(means(foreground));
        measures.keySet().removeAll(ObjectsByClass.FIGURES);
        measures.put(
                "noise", foreground.stream().mapToDouble(m -> m.get("noise")).sum());
        if (image.probabilities() != null) {
            CrossEntropyMetric entropy = new CrossEntropyMetric();
            entropy.add(image.probabilities(), image.classes().truth());
            measures.put("crossentropy", entropy.mean());
        }
        if (image.objects() != null) {
            ObjectOverlaps overlaps =
                    ObjectOverlaps.of(image.objects().truth(), image.objects().prediction());
            InstanceScore instances = InstanceScore.of(overlaps);
            double[] thresholds = InstanceScore.thresholds();
            for (int i = 0; i < thresholds.length; i++) {
                measures.put("ap" + Math.round(100 * thresholds[i]), instances.ap(i));
            }
            measures.put("ap", instances.meanAp());
            measures.put("pq", instances.panopticQuality());
            ObjectErrors errors = ObjectErrors.of(overlaps);
            measures.put("objects", (double) instances.truths());
            measures.put("missed", (double) errors.missed().size());
            measures.put("invented", (double) errors.invented().size());
            measures.put("merged", (double) errors.merged().size());
            measures.put("split", (double) errors.split().size());
        }
        return measures;
    }

    private static Map<String, Double> means(List<Map<String, Double>> figures) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (Map<String, Double> of : figures) for (String name : of.keySet()) means.put(name, 0.0);
        means.replaceAll(
                (name, zero) -> Means.ofDefined(figures.stream().mapToDouble(of -> of.getOrDefault(name, Double.NaN))));
        return means;
    }
}
