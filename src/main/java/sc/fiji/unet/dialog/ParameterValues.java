package sc.fiji.unet.dialog;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.Context;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;

/**
 * Between the text of macros and dialogs and the values of a command's parameters. Fiji itself enforces neither choices
 * nor ranges nor numbers; here whatever cannot be meant is refused by name.
 */
public final class ParameterValues {
    /** Commas separate values, except before an option: unet dropout=0.3,width=8. */
    private static final String SEPARATOR = ";|,(?!\\s*\\w+=)";

    /** The attribute of numbers of which 0 means that they are planned; people write and read {@code auto}. */
    public static final String PLANNED = "planned";

    private ParameterValues() {}

    /** The parameters that a person may set, in the order of the dialog. */
    public static List<ModuleItem<?>> inputs(CommandInfo info) {
        List<ModuleItem<?>> inputs = new ArrayList<>();
        for (ModuleItem<?> item : info.inputs()) {
            boolean injected = item.getType() == Context.class || Service.class.isAssignableFrom(item.getType());
            boolean message = item.getVisibility() == ItemVisibility.MESSAGE;
            if (item.getIOType() != ItemIO.OUTPUT && !injected && !message) inputs.add(item);
        }
        return inputs;
    }

    /** Converts what was said; keys that are no parameter are refused. */
    public static Map<String, Object> convert(CommandInfo info, Map<String, String> said) {
        Map<String, ModuleItem<?>> items = new LinkedHashMap<>();
        inputs(info).forEach(item -> items.put(item.getName(), item));
        Map<String, Object> values = new LinkedHashMap<>();
        said.forEach((key, text) -> {
            if (!items.containsKey(key)) throw OptionException.unknown("parameter", key, items.keySet());
            values.put(key, convert(items.get(key), text));
        });
        return values;
    }

    /** Refuses, by name, whatever a command cannot have been meant to run with. */
    static void check(CommandInfo info, Object command) {
        inputs(info).forEach(item -> check(item, CommandFields.get(item, command)));
    }

    /** Refuses a missing, unknown or impossible value of one parameter. */
    static void check(ModuleItem<?> item, Object value) {
        checkGiven(item, value);
        if (value instanceof String word) choice(item, word);
        if (value instanceof Number number) inside(item, number.doubleValue(), number);
        if (value instanceof ImagePlus image) pixels(item.getName(), image);
    }

    private static void checkGiven(ModuleItem<?> item, Object value) {
        if (!item.isRequired()) return;
        if (item.getType() == ImagePlus.class) pixels(item.getName(), (ImagePlus) value);
        boolean blank = value instanceof File file && file.getPath().isBlank();
        if (value != null && !blank) return;
        throw new OptionException(item.getName() + " is missing: " + item.getDescription() + ".");
    }

    /** The text that dialogs and recorders show for a parameter's value. */
    public static String text(ModuleItem<?> item, Object value) {
        boolean planned = item.is(PLANNED) && value instanceof Number number && number.doubleValue() == 0;
        return planned ? Auto.WORD : text(value);
    }

    /** The text of a value. */
    static String text(Object value) {
        if (value instanceof ImagePlus image) return image.getTitle();
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value == null ? "" : value.toString();
    }

    /** Converts one text; blank means none where a file or an image is meant. */
    public static Object convert(ModuleItem<?> item, String text) {
        Class<?> type = item.getType();
        if (type == ImagePlus.class) return image(item.getName(), text);
        if (type == File.class) return text.isBlank() ? null : new File(text);
        if (type == boolean.class || type == Boolean.class) return bool(item.getName(), text);
        if (type == String.class) return choice(item, text);
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) return number(item, text);
        if (type.isEnum()) return constant(item, text);
        throw new IllegalStateException(item.getName() + ": a " + type + " cannot be set by text");
    }

    private static Boolean bool(String name, String text) {
        if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
        throw OptionException.unknown(name, text, List.of("true", "false"));
    }

    private static String choice(ModuleItem<?> item, String text) {
        List<String> choices = choices(item);
        return choices.isEmpty() ? text : oneOf(item.getName(), text, choices);
    }

    /** The words to choose from; empty where any text will do. */
    public static List<String> choices(ModuleItem<?> item) {
        if (item.getType().isEnum()) {
            return Arrays.stream(item.getType().getEnumConstants())
                    .map(Object::toString)
                    .toList();
        }
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(Object::toString).toList();
    }

    private static Object constant(ModuleItem<?> item, String text) {
        for (Object constant : item.getType().getEnumConstants())
            if (constant.toString().equals(text)) return constant;
        throw OptionException.unknown(item.getName(), text, choices(item));
    }

    private static Object number(ModuleItem<?> item, String text) {
        if (item.is(PLANNED) && text.strip().equals(Auto.WORD)) return typed(item, 0);
        double value;
        try {
            value = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(item.getName(), text);
        }
        inside(item, value, text);
        return typed(item, value);
    }

    private static void inside(ModuleItem<?> item, double value, Object said) {
        boolean inside = !(item.getMinimumValue() instanceof Number min && value < min.doubleValue())
                && !(item.getMaximumValue() instanceof Number max && value > max.doubleValue());
        if (!inside || Double.isNaN(value)) throw OptionException.outOfRange(item.getName(), said, bound(item));
    }

    private static Object typed(ModuleItem<?> item, double value) {
        Class<?> type = item.getType();
        if (type == double.class || type == Double.class) return value;
        if (type == float.class || type == Float.class) return (float) value;
        if (value != Math.rint(value)) throw OptionException.outOfRange(item.getName(), value, "a whole number");
        if (type == long.class || type == Long.class) return (long) value;
        return Math.toIntExact((long) value);
    }

    /** What a number may be, for people: "0 or more"; empty where anything goes. */
    public static String bound(ModuleItem<?> item) {
        Object min = item.getMinimumValue();
        Object max = item.getMaximumValue();
        if (item.is(PLANNED)) return max == null ? "auto, or more than 0" : "auto, or 1 to " + text(max);
        if (min != null && max != null) return text(min) + " to " + text(max);
        if (min != null) return text(min) + " or more";
        return max == null ? "" : text(max) + " or less";
    }

    /** The values of a list that is separated by commas or semicolons. */
    public static List<String> list(String text) {
        return Arrays.stream(text.split(SEPARATOR))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The same, of whole numbers. */
    public static List<Long> wholes(String name, String text) {
        try {
            return list(text).stream().map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(name, text);
        }
    }

    /** The image if there is one: Fiji brings back images of earlier runs as empty ones. */
    public static ImagePlus pixels(String name, ImagePlus image) {
        if (image != null && image.getWidth() > 0) return image;
        throw new InputException(name + ": no image is open. Open one, or name one by " + name + "=[its title].");
    }

    /** The file if one was given. */
    public static File given(String name, File file) {
        if (file != null && !file.getPath().isBlank()) return file;
        throw new OptionException(name + " is missing: expected " + name + "=[a path].");
    }

    /** The word if it is one of these. */
    public static String oneOf(String name, String word, List<String> valid) {
        if (valid.contains(word)) return word;
        throw OptionException.unknown(name, word, valid);
    }

    private static ImagePlus image(String name, String title) {
        if (title.isBlank()) return null;
        ImagePlus image = WindowManager.getImage(title);
        if (image != null) return image;
        throw new InputException(name + ": no open image is called \"" + title + "\". Open are: "
                + String.join(", ", WindowManager.getImageTitles()) + ".");
    }
}
