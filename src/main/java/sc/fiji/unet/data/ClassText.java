package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;

/**
 * How people write the classes: {@code auto}; {@code instances}; {@code binary}; names alone, {@code background,lung}; or names with the
 * mask value of each, {@code background=0,lung=255,ignore=7}, where a value may be a color, {@code tumour=#FF0000}.
 *
 * @param names in order, empty where nothing was said
 * @param values one a name, or empty
 * @param ignore the value to be left out
 * @param word auto, instances or binary; auto where anything else was said
 */
record ClassText(List<String> names, List<Integer> values, OptionalInt ignore, String word) {
    private static final String INSTANCES = "instances";
    private static final String BINARY = "binary";
    private static final String HELP =
            "Expected auto, instances, binary, names (background,lung) or names with mask values"
                    + " (background=0,lung=255,ignore=7; colors as #RRGGBB).";

    static ClassText parse(String text) {
        String words = text == null ? Auto.WORD : text.strip();
        if (words.isEmpty() || List.of(Auto.WORD, INSTANCES, BINARY).contains(words)) {
            return new ClassText(List.of(), List.of(), OptionalInt.empty(), words);
        }
        List<String> names = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        OptionalInt ignore = OptionalInt.empty();
        for (String item : words.split(",")) {
            String[] parts = item.strip().split("\\s*=\\s*", 2);
            if (parts.length == 2 && parts[0].equals("ignore")) ignore = OptionalInt.of(value(text, parts[1]));
            else {
                if (parts.length == 2) values.add(value(text, parts[1]));
                names.add(parts[0]);
            }
        }
        return checked(text, new ClassText(names, values, ignore, Auto.WORD));
    }

    boolean instances() {
        return word.equals(INSTANCES);
    }

    boolean binary() {
        return word.equals(BINARY);
    }

    ClassList classes() {
        List<ClassInfo> classes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            classes.add(new ClassInfo(names.get(i), values.get(i), ClassInfo.defaultColor(i)));
        }
        return ClassList.copyOf(classes);
    }

    private static ClassText checked(String text, ClassText said) {
        boolean partly = !said.values.isEmpty() && said.values.size() != said.names.size();
        boolean twice = said.names.stream().distinct().count() < said.names.size()
                || said.values.stream().distinct().count() < said.values.size()
                || said.ignore.isPresent() && said.values.contains(said.ignore.getAsInt());
        if (partly || twice || said.names.size() < 2 || said.names.contains("")) {
            String what =
                    partly ? "has values for some names only" : twice ? "says something twice" : "names fewer than two";
            throw new OptionException("classes = \"" + text + "\" " + what + ". " + HELP);
        }
        return said;
    }

    private static int value(String text, String number) {
        try {
            return Integer.decode(number);
        } catch (NumberFormatException e) {
            throw new OptionException("classes = \"" + text + "\": \"" + number + "\" is not a whole number. " + HELP);
        }
    }
}
