package sc.fiji.unet.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.OptionException;

/**
 * One of the trainings to compare: the parameters that set it apart, by the names of the training command. Immutable.
 *
 * @param name short, for people; one of a kind in a comparison
 * @param choices parameter name to value, in the order to apply them
 */
public record Recipe(String name, Map<String, String> choices) {
    private static final String ENSEMBLE = "ensemble";
    private static final int MOST = 10_000;

    /** What is common to all trainings of a comparison: data, and what only says where and in which order. */
    private static final Set<TrainingOption> COMMON = EnumSet.of(
            TrainingOption.CLASSES,
            TrainingOption.VALIDATION,
            TrainingOption.CHANNELS,
            TrainingOption.SEED,
            TrainingOption.DEVICE);

    /** What a recipe may set; ensemble says what answers for the network: best or snapshots. */
    public static final List<String> KEYS = keys();

    private static List<String> keys() {
        Stream<String> options =
                EnumSet.complementOf(EnumSet.copyOf(COMMON)).stream().map(TrainingOption::key);
        return Stream.concat(options, Stream.of(ENSEMBLE)).toList();
    }

    /** Copies the map; refuses unknown parameters. */
    public Recipe {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        for (String key : choices.keySet()) {
            if (!KEYS.contains(key)) throw OptionException.unknown("parameter of a recipe", key, KEYS);
        }
        Checks.oneOf(ENSEMBLE, choices.getOrDefault(ENSEMBLE, "best"), List.of("best", "snapshots"));
    }

    /** A recipe that is named after what it sets. */
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
                    if (longer.size() == MOST) throw tooMany();
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

    private static OptionException tooMany() {
        return new OptionException("The grid has more than " + MOST
                + " combinations. Nobody waits for so many trainings: give fewer values of each parameter.");
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
        return List.of("architecture", "loss", "optimizer", "schedule", "dimensions")
                .contains(key);
    }

    /** Whether the snapshots answer for the network. */
    public boolean snapshots() {
        return choices.getOrDefault(ENSEMBLE, "best").equals("snapshots");
    }

    /** The training that the recipe makes of what is common to all. */
    public TrainOptions apply(TrainOptions common) {
        return TrainingOption.apply(common, choices);
    }
}
