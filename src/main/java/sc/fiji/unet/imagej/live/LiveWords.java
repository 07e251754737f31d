package sc.fiji.unet.imagej.live;

import java.util.List;
import java.util.Locale;
import sc.fiji.unet.live.StrokeReport;

/** What a report says in words. Stateless. */
final class LiveWords {
    /** Why nothing is learned, and what to do about it. */
    static final String ON_BATTERY = "Paused, as this machine runs on its battery. Go on learns all the same.";

    private static final int FEW = 400;

    private LiveWords() {}

    /** How good the network is where it did not learn, and what is missing. */
    static String of(StrokeReport report, List<String> names) {
        String advice = report.advice(names);
        return advice.isEmpty() ? estimate(report) : advice + "\n" + estimate(report);
    }

    private static String estimate(StrokeReport report) {
        if (Double.isNaN(report.meanDice())) {
            return "No estimate yet: every fifth stroke of a class is held out for it.";
        }
        long pixels = 0;
        for (long held : report.held()) pixels += held;
        String few = pixels < FEW ? ", too few to rely on" : "";
        return String.format(
                Locale.ROOT, "Dice %.2f on held-out strokes (hatched, %d pixels%s).", report.meanDice(), pixels, few);
    }
}
