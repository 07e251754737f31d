package sc.fiji.unet.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.unet.base.OptionException;

/**
 * One of the trainings to compare: the parameters that set it apart, by the names of the training command. Immutable.
 *
 * @param name short, for people; one of a kind in a comparison
 * @param choices parameter name to value, in the order to apply them
 */
public record Recipe(String name, Map<String, String> choices) {
    /** What a recipe may set; ensemble says what answers for the network: best or snapshots. */
    public static final List<String> KEYS = List.of(
            "architecture",
            "dropout",
            "depth",
            "width",
            "loss",
            "optimizer",
            "learningrate",
            "schedule",
            "ema",
            "precision",
            "normalization",
            "augmentation",
            "patch",
            "batch",
            "epochs",
            "minutes",
            "ensemble");

    /** Copies the map; refuses unknown parameters. */
    public Recipe {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        for (String key : choices.keySet()) {
            if (!KEYS.contains(key)) throw OptionException.unknown("parameter of a recipe", key, KEYS);
        }
        Checks.oneOf("ensemble", choices.getOrDefault("ensemble", "best"), List.of("best", "snapshots"));
    }

    /** Called by what it sets. */
    public static Recipe of(Map<String, String> choices) {
        return new Recipe(describe(choices), choices);
    }

    /** Every combination of the values of each parameter; a parameter with a single value does not show in the names. */
    public static List<Recipe> grid(Map<String, List<String>> axes) {
        List<Map<String, String>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
        axes.forEach((key, values) -> {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> shorter : all) {
                for (String value : values) {
                    Map<String, String> copy = new LinkedHashMap<>(shorter);
                    copy.put(key, value);
                    longer.add(copy);
                }
            }
            all.clear();
            all.addAll(longer);
        });
        return all.stream()
                .map(choices -> new Recipe(describe(telling(choices, axes)), choices))
                .toList();
    }

    private static Map<String, String> telling(Map<String, String> choices, Map<String, List<String>> axes) {
        Map<String, String> telling = new LinkedHashMap<>(choices);
        telling.keySet()
                .removeIf(key -> !key.equals("architecture") && axes.get(key).size() == 1);
        return telling;
    }

    private static String describe(Map<String, String> choices) {
        if (choices.isEmpty()) return "default";
        return choices.entrySet().stream()
                .map(choice -> bare(choice.getKey()) ? choice.getValue() : choice.getKey() + "=" + choice.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Values that say by themselves what they are. */
    private static boolean bare(String key) {
        return List.of("architecture", "loss", "optimizer", "schedule").contains(key);
    }

    /** Whether the snapshots answer for the network. */
    public boolean snapshots() {
        return choices.getOrDefault("ensemble", "best").equals("snapshots");
    }

    /** The training that the recipe makes of what is common to all. */
    public TrainOptions apply(TrainOptions common) {
        TrainOptions options = common;
        for (Map.Entry<String, String> choice : choices.entrySet()) {
            if (!choice.getKey().equals("dropout")) options = apply(options, choice.getKey(), choice.getValue());
        }
        if (!choices.containsKey("dropout")) return options;
        NetworkOptions network = options.network();
        Spec architecture = network.architecture().with("dropout", choices.get("dropout"));
        return options.withNetwork(network.withArchitecture(architecture));
    }

    private static TrainOptions apply(TrainOptions options, String key, String value) {
        NetworkOptions network = options.network();
        InputOptions input = options.input();
        FitOptions fit = options.fit();
        return switch (key) {
            case "architecture" -> options.withNetwork(network.withArchitecture(Spec.parse(value)));
            case "depth" -> options.withNetwork(network.withSize(whole(key, value), network.width()));
            case "width" -> options.withNetwork(network.withSize(network.depth(), whole(key, value)));
            case "loss" -> options.withFit(fit.withLoss(Spec.parse(value)));
            case "optimizer" -> options.withFit(fit.withOptimizer(Spec.parse(value), fit.learningrate()));
            case "learningrate" -> options.withFit(fit.withOptimizer(fit.optimizer(), number(key, value)));
            case "schedule" -> options.withFit(fit.withSchedule(Spec.parse(value)));
            case "ema" -> options.withFit(fit.withEma(number(key, value)));
            case "precision" -> options.withFit(fit.withPrecision(value));
            case "normalization" -> options.withInput(input.withNormalization(Spec.parse(value)));
            case "augmentation" -> options.withInput(input.withAugmentation(value));
            case "patch" -> options.withInput(input.withPatch(whole(key, value), input.batch()));
            case "batch" -> options.withInput(input.withPatch(input.patch(), whole(key, value)));
            case "epochs" -> options.withFit(fit.withLimits(whole(key, value), fit.minutes()));
            case "minutes" -> options.withFit(fit.withLimits(fit.epochs(), number(key, value)));
            default -> options;
        };
    }

    private static int whole(String key, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(key, value);
        }
    }

    private static double number(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(key, value);
        }
    }
}
