package sc.fiji.unet.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a person looks at, and in which order it is computed. Everything is computed at the pixel size of the image, whatever
 * the zoom, as a network knows things only as large as it learned them. Who has zoomed out sees more pixels than can be
 * computed in some seconds: samples all over the view come first then, and what is between them later.
 *
 * @param plane that is shown
 * @param visible the part of it that is
 */
public record LiveView(int plane, Rect visible) {
    /** Largest edge of a piece: a piece is there before the next is begun. */
    private static final int EDGE = 768;
    /** What is seen of a place at once: wide enough to judge, small enough to be there in no time. */
    private static final int AROUND = 192;
    /** More pieces are more pixels than a screen has: they are seen zoomed out. */
    private static final int MOST_PIECES = 16;
    /** Parts of a view that is seen zoomed out, and their edge: all are there in seconds. */
    private static final int SAMPLES = 30;

    private static final int SAMPLE = 256;

    /**
     * The surroundings of a place as far as they are seen, as that is where a person looks; empty where it is not seen, or
     * where all of the view is as soon there.
     */
    Optional<Rect> around(Rect place) {
        int edge = isZoomedOut() ? EDGE : AROUND;
        Rect around = square(place, edge).and(visible);
        boolean worthwhile = !place.isEmpty() && !around.isEmpty() && 4 * around.size() < visible.size();
        return worthwhile ? Optional.of(around) : Optional.empty();
    }

    /**
     * Pieces of the view, those in the middle first; of a view of very many pixels first samples, each of which lies where
     * there are fewest so far, then the pieces around them. A sample is computed again with its piece.
     */
    List<Rect> pieces() {
        List<Rect> pieces = grid();
        pieces.sort(Comparator.comparingDouble(piece -> distance(piece, visible)));
        if (!isZoomedOut()) return pieces;
        List<Rect> spread = spread(pieces);
        List<Rect> all = new ArrayList<>();
        for (Rect piece : spread.subList(0, Math.min(SAMPLES, spread.size()))) {
            all.add(square(piece, SAMPLE).and(piece));
        }
        all.addAll(spread);
        return all;
    }

    /** Whether more pixels are seen than a screen has. */
    boolean isZoomedOut() {
        return parts() > MOST_PIECES;
    }

    /** Number of pieces that the view consists of, without samples. */
    int parts() {
        return parts(visible.width()) * parts(visible.height());
    }

    private static int parts(int length) {
        return (length + EDGE - 1) / EDGE;
    }

    private List<Rect> grid() {
        List<Rect> pieces = new ArrayList<>();
        int columns = parts(visible.width());
        int rows = parts(visible.height());
        for (int i = 0; i < columns * rows; i++) {
            int left = part(visible.width(), i % columns, columns);
            int right = part(visible.width(), i % columns + 1, columns);
            int top = part(visible.height(), i / columns, rows);
            int bottom = part(visible.height(), i / columns + 1, rows);
            pieces.add(new Rect(visible.x() + left, visible.y() + top, right - left, bottom - top));
        }
        return pieces;
    }

    private static int part(int length, long index, int parts) {
        return (int) (length * index / parts);
    }

    /** The first, then always the one that is farthest from all before it. */
    private static List<Rect> spread(List<Rect> pieces) {
        double[] nearest = new double[pieces.size()];
        Arrays.fill(nearest, Double.MAX_VALUE);
        List<Rect> spread = new ArrayList<>();
        int next = 0;
        while (spread.size() < pieces.size()) {
            Rect chosen = pieces.get(next);
            spread.add(chosen);
            nearest[next] = -1;
            for (int i = 0; i < nearest.length; i++) {
                nearest[i] = Math.min(nearest[i], distance(pieces.get(i), chosen));
                if (nearest[i] > nearest[next]) next = i;
            }
        }
        return spread;
    }

    private static double distance(Rect one, Rect other) {
        return Math.hypot(one.centerX() - other.centerX(), one.centerY() - other.centerY());
    }

    private static Rect square(Rect around, int edge) {
        return new Rect(around.centerX() - edge / 2, around.centerY() - edge / 2, edge, edge);
    }
}
