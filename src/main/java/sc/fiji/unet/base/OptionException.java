package sc.fiji.unet.base;

import java.util.Collection;
import java.util.TreeSet;

/** A parameter has an impossible name or value. Command lines end with exit code 2 on it. */
public class OptionException extends InputException {
    private static final long serialVersionUID = 1L;

    /** Wraps a message that names the parameter, the value and the bound. */
    public OptionException(String message) {
        super(message);
    }

    /** For a number outside its bounds. */
    public static OptionException outOfRange(String name, Object value, String bound) {
        return new OptionException(name + " = " + value + " is out of range: expected " + bound + ".");
    }

    /** For a name that is none of the known ones. */
    public static OptionException unknown(String what, String value, Collection<String> valid) {
        return new OptionException("Unknown " + what + " \"" + value + "\": expected one of "
                + String.join(", ", new TreeSet<>(valid)) + ".");
    }

    /** For text that should have been a number. */
    public static OptionException notANumber(String name, String value) {
        return new OptionException(name + " = \"" + value + "\" is not a number.");
    }
}
