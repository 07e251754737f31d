package sc.fiji.unet.metrics;

import java.util.Locale;

/** Figures as people read them: one that does not exist, such as the Dice of a class that is nowhere, is a dash. */
public final class Figure {
    /** What stands for a figure that does not exist. */
    public static final String NONE = "-";

    private Figure() {}

    /** With so many decimals; {@link #NONE} for NaN. */
    public static String text(double value, int decimals) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
