package sc.fiji.unet.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.metrics.Score;

/**
 * What one finished training of a comparison gave, as it is kept in its result.json.
 *
 * @param identity what was trained: its recipe, seed and fold, and all settings
 * @param costs what it took
 * @param validation figures on the images that the best epoch was chosen by
 * @param test figures on images that no training has seen, null where there are none
 */
record RunResult(Identity identity, Costs costs, Figures validation, Figures test) {
    /** The figures of a set of images that are reported. */
    static final List<String> FIGURES = List.of("dice", "iou", "pixelaccuracy", "crossentropy", "noise", "hd95", "asd");

    /**
     * What was trained, so that a later comparison recognizes the same training and does not repeat it.
     *
     * @param name of the recipe
     * @param architecture id with every option
     * @param loss id with its options
     * @param schedule id with its options
     * @param learningrate base rate
     * @param seed of every random choice
     * @param fold of the cross-validation from 1, 0 for none
     * @param settings everything that could change the result
     */
    record Identity(
            String name,
            String architecture,
            String loss,
            String schedule,
            double learningrate,
            long seed,
            int fold,
            String settings) {}

    /**
     * What a training took, and the network's size.
     *
     * @param epochs done
     * @param seconds of training
     * @param secondsToBest until the best epoch was over
     * @param parameters learned numbers
     * @param flops of one image of the median size
     * @param megabytes of the model file
     */
    record Costs(int epochs, double seconds, double secondsToBest, long parameters, long flops, double megabytes) {
        double epochSeconds() {
            return seconds / epochs;
        }
    }

    /**
     * Scores of one network on a set of images; see {@link #FIGURES}.
     *
     * @param pooled of all images together, by name
     * @param classes of each foreground class, by name of class and figure
     */
    record Figures(Map<String, Double> pooled, Map<String, Map<String, Double>> classes) {
        static Figures of(Evaluation evaluation) {
            Score pooled = evaluation.pooled();
            Map<String, Map<String, Double>> classes = new LinkedHashMap<>();
            List<String> names = evaluation.classes();
            IntStream.range(1, names.size()).forEach(k -> classes.put(names.get(k), pooled.figures(k)));
            return new Figures(pooled.figures(), classes);
        }

        double get(String figure) {
            Double value = pooled.get(figure);
            return value == null ? Double.NaN : value;
        }
    }

    /** One flat line for machines. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", identity.name());
        row.put("architecture", identity.architecture().split(" ")[0]);
        row.put("options", identity.architecture());
        row.put("loss", identity.loss());
        row.put("schedule", identity.schedule());
        row.put("learningrate", identity.learningrate());
        row.put("seed", identity.seed());
        row.put("fold", identity.fold());
        for (String figure : FIGURES) row.put(figure, validation.get(figure));
        row.put("classes", validation.classes());
        row.put("epochs", costs.epochs());
        row.put("epochseconds", costs.epochSeconds());
        row.put("secondstobest", costs.secondsToBest());
        row.put("megabytes", costs.megabytes());
        row.put("parameters", costs.parameters());
        row.put("flops", costs.flops());
        row.put("test", test == null ? null : test);
        return row;
    }
}
