package sc.fiji.unet.image;

import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.base.InputException;

/** The names that image files give to units of length. */
public final class LengthUnit {
    private static final Map<String, Double> MICROMETERS = Map.ofEntries(
            Map.entry("pm", 1e-6),
            Map.entry("angstrom", 1e-4),
            Map.entry("nm", 1e-3),
            Map.entry("nanometer", 1e-3),
            Map.entry("um", 1.0),
            Map.entry("\u00b5m", 1.0),
            Map.entry("\u03bcm", 1.0),
            Map.entry("micron", 1.0),
            Map.entry("microns", 1.0),
            Map.entry("micrometer", 1.0),
            Map.entry("mm", 1e3),
            Map.entry("millimeter", 1e3),
            Map.entry("cm", 1e4),
            Map.entry("m", 1e6),
            Map.entry("inch", 25400.0),
            Map.entry("inches", 25400.0));

    private LengthUnit() {}

    /** Whether this is a unit of length; "pixel" and whatever nobody knows is not. */
    public static boolean known(String unit) {
        return unit != null && MICROMETERS.containsKey(unit.toLowerCase(Locale.ROOT));
    }

    /** How many micrometers one is. */
    public static double micrometers(String unit) {
        if (known(unit)) return MICROMETERS.get(unit.toLowerCase(Locale.ROOT));
        throw new InputException("\"" + unit + "\" is no known unit of length: expected one such as um, nm or mm.");
    }
}
