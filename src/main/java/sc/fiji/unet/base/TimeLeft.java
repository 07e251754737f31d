package sc.fiji.unet.base;

import java.util.Locale;

/** Says how long something still takes, as exactly as an estimate deserves. */
public final class TimeLeft {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private TimeLeft() {}

    /** Words for a number of seconds; NaN is not known. */
    public static String of(double seconds) {
        if (Double.isNaN(seconds)) return "estimating the time left";
        long whole = Math.round(seconds);
        if (whole < MINUTE) return whole + " s left";
        if (whole < HOUR) return String.format(Locale.ROOT, "%d:%02d min left", whole / MINUTE, whole % MINUTE);
        return String.format(Locale.ROOT, "%d h %02d min left", whole / HOUR, whole % HOUR / MINUTE);
    }
}
