package sc.fiji.unet.image;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sc.fiji.unet.base.InputException;

/** The names that image files give to units of length. */
public final class LengthUnit {
    private static final Map<String, Double> MICROMETERS = Map.ofEntries(
            Map.entry("pm", 1e-6),
            Map.entry("picometer", 1e-6),
            Map.entry("angstrom", 1e-4),
            Map.entry("\u00e5", 1e-4), // A with a ring, in small letters
            Map.entry("nm", 1e-3),
            Map.entry("nanometer", 1e-3),
            Map.entry("um", 1.0),
            Map.entry("micron", 1.0),
            Map.entry("micrometer", 1.0),
            Map.entry("mm", 1e3),
            Map.entry("millimeter", 1e3),
            Map.entry("cm", 1e4),
            Map.entry("centimeter", 1e4),
            Map.entry("m", 1e6),
            Map.entry("meter", 1e6),
            Map.entry("km", 1e9),
            Map.entry("in", 25400.0),
            Map.entry("inch", 25400.0),
            Map.entry("inche", 25400.0),
            Map.entry("\"", 25400.0));

    private static final Set<String> NONE =
            Set.of("", "pixel", "px", "pix", "voxel", "gray value", "unknown", "null", "none");

    private LengthUnit() {}

    /** Whether this is a unit of length; "pixel" and whatever nobody knows is not. */
    public static boolean known(String unit) {
        return unit != null && MICROMETERS.containsKey(plain(unit));
    }

    /** Whether this says that the size of pixels is not known, as "pixel" does. */
    public static boolean none(String unit) {
        return unit == null || NONE.contains(plain(unit));
    }

    /** How many micrometers one of a unit is; an unknown unit is refused. */
    public static double micrometers(String unit) {
        if (known(unit)) return MICROMETERS.get(plain(unit));
        throw new InputException("\"" + unit + "\" is no known unit of length: expected one such as um, nm or mm.");
    }

    /** In small letters and American spelling, without a plural, and with u for either sign of micro, however garbled. */
    private static String plain(String unit) {
        String text = unit.strip()
                .replace("\\u00c2", "") // the sign of micro in UTF-8, read as Latin-1
                .replace("\\u00C2", "")
                .replaceAll("(?i)\\\\u00b5", "\u00b5")
                .replace("\u00c2\u00b5", "\u00b5")
                .replace("\u00c3\u201a\u00c2\u00b5", "\u00b5")
                .replace("\u00ce\u00bc", "\u00b5")
                .replace("\u00b5", "u")
                .replace("\u03bc", "u")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("metre", "meter");
        return text.length() > 2 && text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    }
}
