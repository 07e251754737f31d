package sc.fiji.unet.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a person looks at.
 *
 * @param plane that is shown
 * @param visible the part of it that is
 */
public record LiveView(int plane, Rect visible) {
    /** Largest edge of a piece: a piece is there before the next is begun. */
    private static final int EDGE = 768;
    /** What is seen of a place at once: wide enough to judge, small enough to be there in no time. */
    private static final int AROUND = 192;

    /**
     * Pieces of the view, the surroundings of a place first, as that is where a person looks, then those in the middle.
     *
     * @param place on this plane; empty for none
     */
    List<Rect> piecesAround(Rect place) {
        List<Rect> pieces = pieces();
        Rect around = new Rect(place.centerX() - AROUND / 2, place.centerY() - AROUND / 2, AROUND, AROUND).and(visible);
        boolean worthwhile = !place.isEmpty() && !around.isEmpty() && 4 * around.size() < visible.size();
        if (worthwhile) pieces.add(0, around);
        return pieces;
    }

    /** Pieces of the view, those in the middle first. */
    List<Rect> pieces() {
        List<Rect> pieces = new ArrayList<>();
        int columns = (visible.width() + EDGE - 1) / EDGE;
        int rows = (visible.height() + EDGE - 1) / EDGE;
        for (int i = 0; i < columns * rows; i++) {
            int left = visible.width() * (i % columns) / columns;
            int right = visible.width() * (i % columns + 1) / columns;
            int top = visible.height() * (i / columns) / rows;
            int bottom = visible.height() * (i / columns + 1) / rows;
            pieces.add(new Rect(visible.x() + left, visible.y() + top, right - left, bottom - top));
        }
        pieces.sort(Comparator.comparingDouble(
                piece -> Math.hypot(piece.centerX() - visible.centerX(), piece.centerY() - visible.centerY())));
        return pieces;
    }
}
