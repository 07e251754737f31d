package sc.fiji.unet.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Recipe;

/**
 * Reads what to compare from a YAML file: {@code runs}, a list of recipes, each with parameters of the training command
 * and perhaps a name; or {@code grid}, a list of values for each parameter, of which every combination is a recipe.
 */
public final class Recipes {
    private static final String EXPECTED = "Expected \"runs:\" with a list of parameters such as"
            + " \"- {architecture: unet, loss: dice}\", or \"grid:\" with lists such as \"architecture: [unet, segnet]\".";

    private static final long LARGEST = 1 << 20;
    private static final int DEEPEST = 10;
    private static final int MOST_ALIASES = 50;
    private static final int MOST_RUNS = 10_000;
    private static final Pattern ENDLESS_NUMBER = Pattern.compile("[0-9a-fA-F_:.]{1000}");
    private static final List<String> AXES =
            List.of("architecture", "dropout", "loss", "optimizer", "learningrate", "schedule", "dimensions");

    private Recipes() {}

    /**
     * What a person wants to compare, said in one of three ways; more or less than one is refused.
     *
     * @param preset id of one of {@link ComparisonPresets}, null for none
     * @param list a YAML file, null for none
     * @param grid values of each parameter, of which every combination is a recipe; those without values do not count
     */
    public static List<Recipe> of(String preset, Path list, Map<String, List<String>> grid) {
        Map<String, List<String>> axes = new LinkedHashMap<>(grid);
        axes.values().removeIf(List::isEmpty);
        int sources = (preset == null ? 0 : 1) + (list == null ? 0 : 1) + (axes.isEmpty() ? 0 : 1);
        if (sources != 1) {
            throw new OptionException("There are " + sources + " descriptions of what to compare: expected one of"
                    + " preset, list, or values such as architectures.");
        }
        if (preset != null) return ComparisonPresets.of(preset).recipes();
        return list == null ? Recipe.grid(axes) : read(list);
    }

    /**
     * The grid of a dialog.
     *
     * @param values of each of architecture, dropout, loss, optimizer, learning rate, schedule and dimensions, in its order
     */
    public static Map<String, List<String>> grid(List<List<String>> values) {
        Map<String, List<String>> grid = new LinkedHashMap<>();
        for (int i = 0; i < AXES.size(); i++) grid.put(AXES.get(i), values.get(i));
        return grid;
    }

    /** Reads the file; what cannot be understood is refused. */
    public static List<Recipe> read(Path file) {
        Object content = content(file);
        if (!(content instanceof Map<?, ?> map)) throw refused(file, "no list of parameters was found");
        List<Recipe> recipes = new ArrayList<>();
        map.forEach((key, value) -> {
            if ("runs".equals(key)) recipes.addAll(runs(file, value));
            else if ("grid".equals(key)) recipes.addAll(Recipe.grid(axes(file, value)));
            else throw refused(file, "the key \"" + key(file, key) + "\" is unknown");
        });
        if (recipes.isEmpty()) throw refused(file, "it is empty");
        return recipes;
    }

    private static Object content(Path file) {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            if (Files.size(file) > LARGEST) throw refused(file, "it has more than " + LARGEST + " bytes");
            String text = Files.readString(file);
            // to read a million digits as one number takes minutes, and nobody can cancel it
            if (ENDLESS_NUMBER.matcher(text).find()) throw refused(file, "it has a number that is endless");
            return new Yaml(new SafeConstructor(bounds)).load(text);
        } catch (IOException | YAMLException e) {
            throw new InputException("Cannot read " + file + ": " + e.getMessage() + "\n" + EXPECTED, e);
        }
    }

    private static List<Recipe> runs(Path file, Object value) {
        if (!(value instanceof List<?> list)) throw refused(file, "runs is no list");
        if (list.size() > MOST_RUNS) throw refused(file, "runs has more than " + MOST_RUNS + " entries");
        return list.stream().map(run -> recipe(file, run)).toList();
    }

    private static Recipe recipe(Path file, Object run) {
        if (!(run instanceof Map<?, ?> map)) throw refused(file, "an entry of runs names no parameter");
        Map<String, String> choices = new LinkedHashMap<>();
        map.forEach((key, value) -> choices.put(key(file, key), word(file, key(file, key), value)));
        String name = choices.remove("name");
        return name == null ? Recipe.of(choices) : new Recipe(name, choices);
    }

    private static Map<String, List<String>> axes(Path file, Object value) {
        if (!(value instanceof Map<?, ?> map)) throw refused(file, "grid has no parameters");
        Map<String, List<String>> axes = new LinkedHashMap<>();
        map.forEach((key, values) -> {
            List<?> list = values instanceof List<?> several ? several : Collections.singletonList(values);
            String name = key(file, key);
            axes.put(name, list.stream().map(each -> word(file, name, each)).toList());
        });
        return axes;
    }

    private static String key(Path file, Object key) {
        return word(file, "a key", key);
    }

    /** A value that is one word; lists may hold themselves, and are huge once they are written out. */
    private static String word(Path file, String key, Object value) {
        if (value == null) throw refused(file, "\"" + key + "\" has no value");
        if (value instanceof Map<?, ?> || value instanceof Collection<?>)
            throw refused(file, "\"" + key + "\" has a list in place of a value");
        return value.toString();
    }

    private static InputException refused(Path file, String why) {
        return new InputException(file + ": " + why + ". " + EXPECTED);
    }
}
