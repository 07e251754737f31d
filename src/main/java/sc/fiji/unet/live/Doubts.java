package sc.fiji.unet.live;

import java.util.Optional;

/** Finds the place where a network is least certain, away from what was painted already. Not thread safe. */
final class Doubts {
    /** Edge of a place, in pixels. */
    private static final int CELL = 48;

    private final LiveStrokes strokes;
    private DoubtfulPlace worst;

    Doubts(LiveStrokes strokes) {
        this.strokes = strokes;
    }

    void add(LivePrediction prediction) {
        Rect box = prediction.box();
        int[] painted = strokes.target(prediction.plane(), box, false);
        for (int top = 0; top + Math.min(CELL, box.height()) <= box.height(); top += CELL / 2) {
            for (int left = 0; left + Math.min(CELL, box.width()) <= box.width(); left += CELL / 2) {
                consider(prediction, painted, new Rect(left, top, CELL, CELL));
            }
        }
    }

    private void consider(LivePrediction prediction, int[] painted, Rect cell) {
        Rect box = prediction.box();
        Rect inside = cell.and(new Rect(0, 0, box.width(), box.height()));
        double sum = 0;
        for (int y = inside.y(); y < inside.y() + inside.height(); y++) {
            for (int x = inside.x(); x < inside.x() + inside.width(); x++) {
                int pixel = y * box.width() + x;
                if (painted[pixel] >= 0) return;
                sum += prediction.doubt(pixel);
            }
        }
        double mean = sum / inside.size();
        if (worst != null && mean <= worst.doubt()) return;
        Rect where = new Rect(box.x() + inside.x(), box.y() + inside.y(), inside.width(), inside.height());
        worst = new DoubtfulPlace(prediction.plane(), where, mean);
    }

    Optional<DoubtfulPlace> worst() {
        return Optional.ofNullable(worst);
    }
}
