package sc.fiji.unet.config;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.OptionException;

/** The checks that option records share: each returns what it was given or refuses it by name, value and bound. */
final class Checks {
    private Checks() {}

    static int zeroOr(String name, int value, int min, int max) {
        if (value != 0 && (value < min || value > max)) {
            throw OptionException.outOfRange(name, value, min + " to " + max + ", or 0 for auto");
        }
        return value;
    }

    static double within(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) throw OptionException.outOfRange(name, value, min + " to " + max);
        return value;
    }

    static String text(String name, String value) {
        if (value == null || value.isBlank()) throw new OptionException(name + " is empty: expected a value.");
        return value.strip();
    }

    static <T> T given(String name, T value) {
        if (value == null) throw new OptionException(name + " is missing: expected a value.");
        return value;
    }

    static Path path(String name, Path value) {
        if (value == null || value.toString().isBlank()) {
            throw new OptionException(name + " is missing: expected the path of a file or folder.");
        }
        return value;
    }

    static String oneOf(String name, String value, List<String> valid) {
        if (!valid.contains(value)) throw OptionException.unknown(name, String.valueOf(value), valid);
        return value;
    }
}
