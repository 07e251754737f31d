package sc.fiji.unet.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.steps.PreparationStep;
import sc.fiji.unet.steps.Prepared;

/** A normalization in the operations of the bioimage.io specification: of each channel of each image by itself. */
final class Preprocessing {
    /** Added to what values are divided by, so that it is never 0: the least that every program knows. */
    private static final double EPSILON = 1e-6;

    /** What follows from the axes and the input. */
    private static final Set<String> UNSAID = Set.of("along", "apart", "reference", "reference_tensor");

    private final List<Map<String, Object>> operations = new ArrayList<>();
    private final List<String> axes;

    private Preprocessing(int rank) {
        axes = rank == 3 ? List.of("z", "y", "x") : List.of("y", "x");
    }

    static List<Map<String, Object>> of(Spec normalization, int rank) {
        Options options = Extensions.of(Normalization.class).get(normalization).options();
        Preprocessing made = new Preprocessing(rank);
        made.add("ensure_dtype", Map.of("dtype", "float32"));
        switch (normalization.id()) {
            case "zscore" -> made.add("zero_mean_unit_variance", made.overAxes());
            case "minmax" -> made.percentiles(0, 100);
            case "percentile" -> made.percentile(options);
            case Prepared.ID -> PreparationStep.parse(options.text("steps")).forEach(made::step);
            case "range" -> made.range(number(options, "min"), number(options, "max"));
            default ->
                throw new InputException("The normalization " + normalization + " cannot be said in the words of"
                        + " bioimage.io: expected zscore, minmax, percentile or range. Export as onnx or torchscript,"
                        + " and normalize in the other program.");
        }
        return made.operations;
    }

    /** As the description said it that the model was imported with. */
    private void step(PreparationStep step) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        if (step.isPartial()) {
            throw new InputException("The normalization of this model prepares some channels by themselves, as it was"
                    + " imported with several inputs, which cannot be said of a package's single input. Export as onnx or"
                    + " torchscript, and normalize in the other program.");
        }
        step.arguments().forEach((key, value) -> {
            if (key.equals("axes")) kwargs.put(key, ids(value));
            else if (!UNSAID.contains(key)) kwargs.put(key, numbers(value));
        });
        if (kwargs.entrySet().stream()
                .anyMatch(said -> !said.getKey().equals("axes") && said.getValue() instanceof List<?>))
            kwargs.put("axis", "channel");
        if (step.isAlong()) kwargs.put("axis", step.along());
        if (step.refers()) kwargs.put("reference_tensor", TensorAxes.INPUT);
        add(step.id(), kwargs);
    }

    private static List<String> ids(String letters) {
        return letters.chars()
                .filter(letter -> letter != 'b')
                .mapToObj(letter -> letter == 'c' ? "channel" : String.valueOf((char) letter))
                .toList();
    }

    private static Object numbers(String said) {
        List<Double> numbers = Stream.of(said.split("\\+")).map(Double::valueOf).toList();
        return numbers.size() == 1 ? numbers.get(0) : numbers;
    }

    private static double number(Options options, String key) {
        return options.real(key, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private void percentile(Options options) {
        double high = number(options, "high");
        if (high <= 1) {
            throw new InputException(
                    "The normalization percentile with high = " + high + " cannot be said in the words of"
                            + " bioimage.io, where the upper percentile is more than 1. Export as onnx or torchscript.");
        }
        percentiles(number(options, "low"), high);
        if (options.bool("clip")) clip(0, 1);
    }

    private void percentiles(double low, double high) {
        Map<String, Object> kwargs = overAxes();
        kwargs.put("min_percentile", low);
        kwargs.put("max_percentile", high);
        add("scale_range", kwargs);
    }

    private void range(double min, double max) {
        clip(min, max);
        if (min == 0 && max == 1) return; // the specification refuses what changes nothing
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("gain", 1 / (max - min));
        kwargs.put("offset", -min / (max - min) + 0.0); // no -0.0
        add("scale_linear", kwargs);
    }

    private void clip(double min, double max) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("min", min);
        kwargs.put("max", max);
        add("clip", kwargs);
    }

    private Map<String, Object> overAxes() {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("axes", axes);
        kwargs.put("eps", EPSILON);
        return kwargs;
    }

    private void add(String id, Map<String, Object> kwargs) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("id", id);
        operation.put("kwargs", kwargs);
        operations.add(operation);
    }
}
