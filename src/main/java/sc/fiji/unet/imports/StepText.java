package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.steps.PreparationStep;

/**
 * Reads what is done to the values of a tensor, as versions 0.4 and 0.5 of the format say it. What only other programs can
 * do is refused by name.
 *
 * @param tensor its fields
 * @param id its name
 * @param letters of its axes, by what the description calls them
 */
record StepText(Fields tensor, String id, Map<String, Character> letters) {
    private static final Set<String> KNOWN = Set.of(
            "binarize",
            "clip",
            "ensure_dtype",
            "fixed_zero_mean_unit_variance",
            "scale_linear",
            "scale_mean_variance",
            "scale_range",
            "sigmoid",
            "softmax",
            "zero_mean_unit_variance");
    /** All that an operation that makes objects says. */
    private static final Map<String, Set<String>> OF_OBJECTS = Map.of(
            PreparationStep.STARDIST,
            Set.of("prob_threshold", "nms_threshold", "n_rays", "grid", "b"),
            PreparationStep.CELLPOSE,
            Set.of("cellprob_threshold", "flow_threshold", "do_3D"));

    private static final int LONGEST = 1 << 14;
    private static final String CUSTOM = "custom";
    private static final Set<String> NUMBERS = Set.of(
            "anisotropy",
            "b",
            "cellprob_threshold",
            "eps",
            "flow_threshold",
            "gain",
            "grid",
            "max",
            "max_percentile",
            "mean",
            "min",
            "min_percentile",
            "min_size",
            "n_rays",
            "nms_threshold",
            "offset",
            "overlap_label",
            "prob_threshold",
            "std",
            "threshold");
    /** How to put volumes together, and how to write numbers of objects. */
    private static final Set<String> WORDS = Set.of("do_3D", "dtype", "output_dtype", "reference_tensor");

    /** The steps under a key, in their order. */
    List<PreparationStep> read(String key) {
        List<PreparationStep> steps = tensor.parts(key).stream().map(this::step).toList();
        for (PreparationStep step : steps) {
            if (key.equals("preprocessing") && step.makesObjects())
                throw tensor.refused(key, step.id() + " makes objects of an answer, expected what prepares an image");
            if (key.equals("preprocessing") && step.id().equals("scale_mean_variance"))
                throw tensor.refused(
                        key, step.id() + " is for answers by the specification, expected another operation");
        }
        return steps;
    }

    private PreparationStep step(Fields step) {
        String name = step.has("id") ? step.text("id") : step.needed("name");
        if (name.equals(CUSTOM)) {
            throw new InputException(
                    step.where() + ": " + id + " needs the operation " + name + ", which runs a program"
                            + " that came with the package: such a model cannot be used here. Use the program that it was made for.");
        }
        if (OF_OBJECTS.containsKey(name)) requireComplete(name, step.within("kwargs"));
        else if (!KNOWN.contains(name))
            throw step.refused(step.has("id") ? "id" : "name", name + " is no known operation");
        Fields said = step.within("kwargs");
        Map<String, String> arguments = new LinkedHashMap<>();
        said.map().forEach((key, value) -> argument(said, String.valueOf(key), value, arguments));
        boolean fixed =
                name.equals("zero_mean_unit_variance") && said.text("mode").equals("fixed");
        return checked(said, along(said, new PreparationStep(fixed ? "fixed_" + name : name, arguments)));
    }

    private void requireComplete(String name, Fields said) {
        for (String key : OF_OBJECTS.get(name)) {
            if (said.map().get(key) == null) throw said.refused(key, name + " lacks it");
        }
        if (!name.equals(PreparationStep.STARDIST)) return;
        long rank = letters.values().stream()
                .filter(letter -> "zyx".indexOf(letter) >= 0)
                .count();
        if (said.list("grid").size() != rank)
            throw said.refused("grid", "expected " + rank + " numbers, one for each axis of an image");
        if (rank == 3 && !said.has("anisotropy")) throw said.refused("anisotropy", name + " of volumes lacks it");
    }

    private void argument(Fields said, String key, Object value, Map<String, String> arguments) {
        if (value == null) return;
        if (NUMBERS.contains(key)) arguments.put(key, numbers(said, key, value));
        else if (key.equals("axes")) arguments.put(key, axes(said, value));
        else if (key.equals("mode")) return;
        else if (key.equals("axis")) return;
        else if (WORDS.contains(key)) {
            String word = said.text(key);
            if (!word.matches("[A-Za-z0-9_.-]{1,64}")) throw said.refused(key, "expected a name, got " + word);
            arguments.put(key, word);
        } else throw said.refused(key, "it is not known what it means");
    }

    /** A list is of channels or pixels along an axis, whose number it has to fit; a single number is that of all. */
    private PreparationStep along(Fields said, PreparationStep step) {
        if (!said.has("axis")) return step;
        Character letter = letters.get(said.text("axis"));
        if (letter == null || letter == 'b')
            throw said.refused(
                    "axis", "it is " + said.text("axis") + ", expected the channels, x, y or z of the tensor");
        boolean lists = step.arguments().values().stream().anyMatch(numbers -> numbers.contains("+"));
        return letter != 'c' && (lists || step.id().equals("softmax")) ? step.along(letter) : step;
    }

    private static String numbers(Fields said, String key, Object value) {
        if (!(value instanceof List<?> list)) return String.valueOf(said.number(key, 0));
        if (list.isEmpty() || list.size() > LONGEST)
            throw said.refused(key, "expected a number for each channel or pixel, " + LONGEST + " at most");
        return list.stream()
                .flatMap(one -> one instanceof List<?> edges ? edges.stream() : Stream.of(one))
                .map(one -> new Fields(said.where(), said.path(), Map.of(key, one)).number(key, 0))
                .map(String::valueOf)
                .collect(Collectors.joining("+"));
    }

    /** Letters of all axes in 0.4, names of axes in 0.5. */
    private String axes(Fields said, Object value) {
        List<Object> names = new ArrayList<>();
        if (value instanceof List<?> list) names.addAll(list);
        else String.valueOf(value).chars().forEach(c -> names.add(String.valueOf((char) c)));
        StringBuilder found = new StringBuilder();
        for (Object name : names) {
            Character letter = letters.get(String.valueOf(name));
            if (letter == null) throw said.refused("axes", "there is no axis " + name);
            found.append(letter);
        }
        return found.toString();
    }

    private PreparationStep checked(Fields said, PreparationStep step) {
        if (step.id().equals("scale_mean_variance") && !step.has("reference_tensor"))
            throw said.refused("reference_tensor", "it is missing, expected the id of an input");
        if (step.id().startsWith("fixed_")) {
            for (double std : step.numbers(
                    "std", step.arguments().getOrDefault("std", "1").split("\\+").length, 1)) {
                if (!(std > 0)) throw said.refused("std", "expected numbers above 0");
            }
        }
        String apart = apart(step);
        return apart.isEmpty() ? step : step.apart(apart);
    }

    /** The spatial axes along which a step that goes by numbers of the image looks at each part by itself. */
    private String apart(PreparationStep step) {
        boolean statistics = Set.of("zero_mean_unit_variance", "scale_range", "scale_mean_variance")
                .contains(step.id());
        statistics |= step.has("min_percentile") || step.has("max_percentile");
        if (!statistics) return "";
        return "xyz"
                .chars()
                .filter(letter ->
                        letters.containsValue((char) letter) && step.axes().indexOf(letter) < 0)
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }
}
