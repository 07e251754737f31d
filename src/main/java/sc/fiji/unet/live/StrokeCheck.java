package sc.fiji.unet.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.live.StrokeReport.Place;
import sc.fiji.unet.metrics.Confusion;

/** Compares strokes with what is predicted there: held-out ones for an honest score, the others for places to look at. */
final class StrokeCheck {
    private static final int CELL = 32;
    private static final int FEWEST = 8;
    private static final int MOST_PLACES = 30;

    private final LiveStrokes strokes;
    private final int classes;
    private final Confusion confusion;
    private final Map<Cell, Tally> wrong = new HashMap<>();

    private record Cell(int plane, int column, int row, int painted) {}

    private static final class Tally {
        private final int[] found;
        private int all;
        private Rect box = Rect.NONE;

        Tally(int classes) {
            found = new int[classes];
        }

        int wrong() {
            int sum = 0;
            for (int n : found) sum += n;
            return sum;
        }

        int likeliest() {
            int best = 0;
            for (int k = 1; k < found.length; k++) if (found[k] > found[best]) best = k;
            return best;
        }
    }

    StrokeCheck(LiveStrokes strokes, int classes) {
        this.strokes = strokes;
        this.classes = classes;
        confusion = new Confusion(classes);
    }

    /** Compares where this was predicted; no pixel twice. */
    void add(LivePrediction prediction) {
        int[] held = strokes.target(prediction.plane(), prediction.box(), true);
        int[] learned = strokes.target(prediction.plane(), prediction.box(), false);
        int[] found = new int[held.length];
        for (int i = 0; i < held.length; i++) {
            if (held[i] >= classes) held[i] = -1;
            if (held[i] < 0 && (learned[i] < 0 || learned[i] >= classes)) continue;
            found[i] = prediction.classAt(i);
            tally(prediction, i, Math.max(held[i], learned[i]), found[i]);
        }
        confusion.add(held, found);
    }

    private void tally(LivePrediction prediction, int pixel, int painted, int found) {
        int x = prediction.box().x() + pixel % prediction.box().width();
        int y = prediction.box().y() + pixel / prediction.box().width();
        Tally tally = wrong.computeIfAbsent(
                new Cell(prediction.plane(), x / CELL, y / CELL, painted), cell -> new Tally(classes));
        tally.all++;
        if (found == painted) return;
        tally.found[found]++;
        tally.box = tally.box.with(new Rect(x, y, 1, 1));
    }

    StrokeReport report() {
        long[] held = strokes.pixels(classes, true);
        double[] dice = new double[classes];
        for (int k = 0; k < classes; k++) dice[k] = held[k] == 0 ? Double.NaN : confusion.dice(k);
        List<Place> places = new ArrayList<>();
        wrong.forEach((cell, tally) -> {
            int pixels = tally.wrong();
            if (pixels < FEWEST || 2 * pixels < tally.all) return;
            places.add(new Place(cell.plane(), tally.box, cell.painted(), tally.likeliest(), pixels));
        });
        places.sort(Comparator.comparingInt(Place::pixels).reversed());
        List<Place> worst = places.subList(0, Math.min(MOST_PLACES, places.size()));
        return new StrokeReport(dice, held, strokes.pixels(classes, false), worst);
    }
}
