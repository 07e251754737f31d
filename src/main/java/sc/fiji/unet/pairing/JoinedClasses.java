package sc.fiji.unet.pairing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;

/**
 * What the values of masks mean, by the names that several files or folders of a tool give them. Each numbers its names by
 * itself, so one value may mean two things: this is refused.
 */
public final class JoinedClasses {
    private record Named(String name, Path by) {}

    private final Map<Integer, Named> names = new LinkedHashMap<>();

    /** Adds what a file or folder says, as people write classes: "background=0,cell=1". */
    public void add(Path by, String classes) {
        for (String one : classes.split(",")) {
            int equals = one.lastIndexOf('=');
            String name = one.substring(0, equals);
            int value = Integer.parseInt(one.substring(equals + 1));
            names.forEach((known, as) -> {
                boolean same = (known == value) == as.name.equals(name);
                if (isTwin(new Named(name, by), value, as, known)) throw twins(new Named(name, by), as);
                if (!same && !by.equals(as.by)) throw refused(new Named(name, by), value, as, known);
            });
            names.putIfAbsent(value, new Named(name, by));
        }
    }

    /** Whether a person would take both for one class, though they are two. */
    private static boolean isTwin(Named one, int value, Named other, int known) {
        boolean two = !other.name.equals(one.name) || known != value && one.by.equals(other.by);
        return two && other.name.equalsIgnoreCase(one.name);
    }

    private static InputException twins(Named one, Named other) {
        return new InputException("The labels \"" + other.name + "\" of " + other.by + " and \"" + one.name + "\" of "
                + one.by + " differ only in capitals or blanks: expected one name for each class, or one would become"
                + " two. Rename one of them, in Labkit or ilastik.");
    }

    private static InputException refused(Named one, int value, Named other, int known) {
        return new InputException(
                "The label \"" + one.name + "\" has the number " + value + " in " + one.by + ", but in "
                        + other.by + " the label \"" + other.name + "\" has the number " + known
                        + ": expected one number for each name, or classes would be mixed up. Put the files of Labkit into one"
                        + " folder, where they are numbered by their names together; give the labels of several ilastik"
                        + " projects the same names in the same order, or export them as TIFF.");
    }

    /** All of them, as people write classes. */
    public String text() {
        return names.entrySet().stream()
                .map(one -> one.getValue().name + "=" + one.getKey())
                .collect(Collectors.joining(","));
    }
}
