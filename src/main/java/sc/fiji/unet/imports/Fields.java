package sc.fiji.unet.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import sc.fiji.unet.base.InputException;

/**
 * A part of a description: fields by name. What is asked for and missing, or of another kind, is refused by its path.
 *
 * @param where the file, for messages
 * @param path of this part; empty for the whole
 * @param map the fields
 */
record Fields(String where, String path, Map<?, ?> map) {
    static final int LARGEST = 4 << 20;
    private static final int DEEPEST = 30;
    private static final int MOST_ALIASES = 50;

    /** Reads YAML: lists, maps and plain values only, without objects of any class, and without aliases that multiply. */
    static Fields read(byte[] yaml, String where) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LARGEST);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
            Object content = new Yaml(new SafeConstructor(options)).load(text);
            if (content instanceof Map<?, ?> map) return new Fields(where, "", map);
            throw new InputException(
                    where + " is no description of a model: expected fields such as name and weights.");
        } catch (CharacterCodingException | YAMLException | StackOverflowError e) {
            throw new InputException(
                    where + " cannot be read as YAML: " + firstLine(e)
                            + " Ask the author of the package for a valid one.",
                    e);
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("it makes no sense")
                        .strip() + ".";
    }

    boolean has(String key) {
        return map.get(key) != null;
    }

    /** The text or number of a field as text; empty where it is not there. */
    String text(String key) {
        Object value = map.get(key);
        if (value == null) return "";
        if (value instanceof Map || value instanceof Iterable) throw refused(key, "expected text");
        if (value instanceof Date date) return date.toInstant().toString();
        return String.valueOf(value).strip();
    }

    /** A text that has to be there. */
    String needed(String key) {
        if (!has(key)) throw refused(key, "it is missing");
        return text(key);
    }

    /** The fields of a field; none where it is not there. */
    Fields within(String key) {
        Object value = map.get(key);
        if (value == null) return new Fields(where, path + key + ".", Map.of());
        if (value instanceof Map<?, ?> fields) return new Fields(where, path + key + ".", fields);
        throw refused(key, "expected fields");
    }

    /** The entries of a list; none where it is not there. */
    List<Object> list(String key) {
        Object value = map.get(key);
        if (value == null) return List.of();
        if (value instanceof List<?> list) return new ArrayList<>(list);
        throw refused(key, "expected a list");
    }

    /** The entries of a list of parts. */
    List<Fields> parts(String key) {
        List<Fields> parts = new ArrayList<>();
        for (Object entry : list(key)) {
            if (!(entry instanceof Map<?, ?> fields)) throw refused(key, "expected a list of fields");
            parts.add(new Fields(where, path + key + "[" + parts.size() + "].", fields));
        }
        return parts;
    }

    /** A number, or this one where it is not there. */
    double number(String key, double otherwise) {
        if (!has(key)) return otherwise;
        return number(key, map.get(key));
    }

    /** Whole numbers of a list. */
    List<Integer> integers(String key) {
        return list(key).stream().map(value -> (int) number(key, value)).toList();
    }

    private double number(String key, Object value) {
        try {
            return value instanceof Number number ? number.doubleValue() : Double.parseDouble(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw refused(key, "expected a number, got " + value);
        }
    }

    /** The message for a field that cannot be used. */
    InputException refused(String key, String why) {
        return new InputException(where + ": " + path + key + ": " + why
                + ". Ask the author of the package for one that its validator (bioimageio.spec) accepts.");
    }
}
