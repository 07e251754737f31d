package sc.fiji.unet.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.OptionException;

/**
 * The options of one extension: its defaults, overlaid by what a person said. Unknown keys are refused, values are
 * converted on reading and refused by name. Immutable.
 */
public final class Options {
    private final String owner;
    private final Map<String, String> values;

    private Options(String owner, Map<String, String> values) {
        this.owner = owner;
        this.values = values;
    }

    /**
     * Overlays what was said on the defaults.
     *
     * @param owner whose options these are, for messages: "loss focal"
     * @param defaults every known key with its default
     * @param said what a person said
     */
    public static Options of(String owner, Map<String, String> defaults, Map<String, String> said) {
        Map<String, String> merged = new LinkedHashMap<>(defaults);
        said.forEach((key, value) -> {
            if (!defaults.containsKey(key)) throw OptionException.unknown("option of " + owner, key, defaults.keySet());
            merged.put(key, value);
        });
        return new Options(owner, merged);
    }

    /** Defaults in the order to show them: key, value, key, value... */
    public static Map<String, String> defaults(String... keysAndValues) {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) defaults.put(keysAndValues[i], keysAndValues[i + 1]);
        return defaults;
    }

    /** Every key with its value, in the order of the defaults; without those whose value is empty, which says nothing. */
    public Map<String, String> asMap() {
        Map<String, String> said = new LinkedHashMap<>(values);
        said.values().removeIf(String::isEmpty);
        return said;
    }

    /** The value as text. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) throw OptionException.unknown("option of " + owner, key, values.keySet());
        return value;
    }

    /** The value as one of the given words. */
    public String oneOf(String key, List<String> valid) {
        if (!valid.contains(text(key))) throw OptionException.unknown(name(key), text(key), valid);
        return text(key);
    }

    /** The value as true or false. */
    public boolean bool(String key) {
        return Boolean.parseBoolean(oneOf(key, List.of("true", "false")));
    }

    /** The value as a whole number in [min, max]. */
    public int integer(String key, int min, int max) {
        try {
            int value = Integer.parseInt(text(key));
            if (value < min || value > max) throw OptionException.outOfRange(name(key), value, min + " to " + max);
            return value;
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(name(key), text(key));
        }
    }

    /** The value as a number in [min, max]. */
    public double real(String key, double min, double max) {
        try {
            double value = Double.parseDouble(text(key));
            if (!(value >= min && value <= max)) throw OptionException.outOfRange(name(key), value, min + " to " + max);
            return value;
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(name(key), text(key));
        }
    }

    /** Numbers in [min, max] that plus signs join; one alone is all of them. */
    public double[] reals(String key, int count, double min, double max) {
        String[] said = text(key).split("\\+", -1);
        if (said.length != 1 && said.length != count) {
            throw OptionException.outOfRange(name(key), text(key), "1 or " + count + " numbers, joined by plus signs");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            String one = said[said.length == 1 ? 0 : i];
            numbers[i] = new Options(owner, Map.of(key, one)).real(key, min, max);
        }
        return numbers;
    }

    /** Whole numbers in [min, max] that plus signs join; one alone is all of them. */
    public int[] integers(String key, int count, int min, int max) {
        return Arrays.stream(reals(key, count, min, max))
                .mapToInt(value -> {
                    if (value == Math.rint(value)) return (int) value;
                    throw OptionException.outOfRange(name(key), text(key), "whole numbers");
                })
                .toArray();
    }

    private String name(String key) {
        return owner + ": " + key;
    }
}
