package sc.fiji.unet.dialog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.augment.Augmentation;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.loss.SegmentationLoss;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.optimizer.OptimizerRule;
import sc.fiji.unet.registry.Extension;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.schedule.LearningRate;
import sc.fiji.unet.schedule.Schedule;

/**
 * What may be chosen for a parameter: the choices it declares, or what is registered for the extension point that it
 * names, with options and their defaults.
 */
public final class Choices {
    private static final Map<String, Class<? extends Extension>> POINTS = Map.of(
            "architecture", Architecture.class,
            "augmentation", Augmentation.class,
            "auxiliary", AuxiliaryTargets.class,
            "loss", SegmentationLoss.class,
            "normalization", Normalization.class,
            "optimizer", OptimizerRule.class,
            "schedule", LearningRate.class);

    private static final Map<String, String> DEVICES = new LinkedHashMap<>();

    static {
        DEVICES.put(Auto.WORD, "a GPU where there is one, else the processor");
        DEVICES.put("cpu", "the processor");
        DEVICES.put("gpu", "the first GPU");
        DEVICES.put("mps", "the GPU of a Mac");
    }

    private Choices() {}

    /** What the parameter is, and a sentence that lists what may be chosen, if not everything may. */
    public static String described(ModuleItem<?> item) {
        Map<String, Map<String, String>> choices = of(item);
        if (choices.isEmpty()) return item.getDescription();
        String list = choices.entrySet().stream()
                .map(choice -> text(choice.getKey(), choice.getValue()))
                .collect(Collectors.joining(", "));
        return item.getDescription() + ". One of: " + list + note(item);
    }

    private static String text(String id, Map<String, String> options) {
        if (options.isEmpty()) return id;
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" ", id + " (", ")"));
    }

    /** What of a list beside a field can be chosen: ids with what they are; empty where the field has no such list. */
    static Map<String, String> labels(ModuleItem<?> item) {
        String name = singular(item.getName());
        Map<String, String> labels = new LinkedHashMap<>();
        if (name.equals("device")) return DEVICES;
        if (!POINTS.containsKey(name)) return labels;
        if (!isList(item) && !name.equals("architecture")) labels.put(Auto.WORD, "planned from the data");
        if (name.equals("augmentation"))
            for (Preset preset : Preset.values()) labels.put(preset.id(), preset.description());
        labels.putAll(Extensions.of(POINTS.get(name)).labels());
        return labels;
    }

    /** Whether the parameter takes several values of the kind that another takes one of. */
    static boolean isList(ModuleItem<?> item) {
        return !singular(item.getName()).equals(item.getName());
    }

    /** Each choice with its options. */
    private static Map<String, Map<String, String>> of(ModuleItem<?> item) {
        String name = singular(item.getName());
        if (POINTS.containsKey(name)) return registered(POINTS.get(name));
        Map<String, Map<String, String>> choices = new LinkedHashMap<>();
        ParameterValues.choices(item).forEach(choice -> choices.put(choice, Map.of()));
        return choices;
    }

    private static <E extends Extension> Map<String, Map<String, String>> registered(Class<E> point) {
        Extensions<E> extensions = Extensions.of(point);
        Map<String, Map<String, String>> choices = new LinkedHashMap<>();
        extensions
                .labels()
                .keySet()
                .forEach(id -> choices.put(id, extensions.get(id).defaults()));
        return choices;
    }

    /** Lists of values are of the same kind as one value. */
    private static String singular(String name) {
        return name.equals("losses") ? "loss" : name.replaceFirst("(?<=architecture|optimizer|schedule)s$", "");
    }

    private static String note(ModuleItem<?> item) {
        return switch (singular(item.getName())) {
            case "schedule" ->
                ". Each takes " + Schedule.WARMUP + "=N as well: over the first N steps the rate rises to what it says";
            case "augmentation" ->
                ". Presets: "
                        + List.of(Preset.values()).stream().map(Preset::id).collect(Collectors.joining(", "));
            default -> "";
        };
    }
}
