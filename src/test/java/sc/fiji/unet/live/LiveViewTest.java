package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In which order parts of a view are predicted. */
class LiveViewTest {
    private static final Rect VISIBLE = new Rect(100, 50, 1600, 900);
    private static final LiveView VIEW = new LiveView(0, VISIBLE);

    @Test
    void piecesAreTheViewAndThoseInTheMiddleComeFirst() {
        List<Rect> pieces = VIEW.pieces();
        assertEquals(VISIBLE.size(), pieces.stream().mapToLong(Rect::size).sum());
        assertEquals(VISIBLE, pieces.stream().reduce(Rect.NONE, Rect::with));
        assertEquals(VISIBLE.centerX(), pieces.get(0).centerX(), 1);
    }

    @Test
    void theSurroundingsOfAPlaceAreAPartOfWhatIsSeen() {
        assertEquals(Optional.of(new Rect(914, 206, 192, 192)), VIEW.around(new Rect(1000, 300, 21, 5)));
        assertEquals(
                Optional.of(new Rect(100, 50, 98, 98)), VIEW.around(new Rect(100, 50, 4, 4)), "no more than is seen");
        assertEquals(Optional.empty(), VIEW.around(Rect.NONE));
        assertEquals(Optional.empty(), VIEW.around(new Rect(3000, 2000, 9, 9)), "is not seen");
        LiveView small = new LiveView(0, new Rect(0, 0, 300, 300));
        assertEquals(Optional.empty(), small.around(new Rect(100, 100, 9, 9)), "all of it is as soon there");
    }

    /** Seen at a sixteenth: after every few pieces, wherever one looks something is computed not far away. */
    @Test
    void aViewOfManyPixelsIsSampledEvenlyBeforeItIsFilled() {
        LiveView far = new LiveView(0, new Rect(0, 0, 10_000, 9_000));
        List<Rect> pieces = far.pieces();
        int samples = 30;
        long sampled = pieces.subList(0, samples).stream().mapToLong(Rect::size).sum();
        assertTrue(sampled < 2_500_000, "all samples are there in seconds: " + sampled);
        assertTrue(farthest(far, pieces.subList(0, 9)) < 4000);
        assertTrue(farthest(far, pieces.subList(0, samples)) < 2000);
        List<Rect> filling = pieces.subList(samples, pieces.size());
        assertEquals(
                far.visible().size(), filling.stream().mapToLong(Rect::size).sum());
        assertEquals(far.visible(), filling.stream().reduce(Rect.NONE, Rect::with));
        assertTrue(farthest(far, filling.subList(0, filling.size() / 2)) < 1700, "it is filled evenly too");
        assertEquals(5000, filling.get(0).centerX(), 768, "from the middle");
        assertEquals(Optional.of(new Rect(1616, 2616, 768, 768)), far.around(new Rect(1990, 2990, 20, 20)));
    }

    /** How far the place is from the nearest of these pieces that is farthest from all of them. */
    private static double farthest(LiveView view, List<Rect> pieces) {
        double farthest = 0;
        for (int x = 0; x < view.visible().width(); x += 100) {
            for (int y = 0; y < view.visible().height(); y += 100) {
                double nearest = Double.MAX_VALUE;
                for (Rect piece : pieces) {
                    nearest = Math.min(nearest, Math.hypot(piece.centerX() - x, piece.centerY() - y));
                }
                farthest = Math.max(farthest, nearest);
            }
        }
        return farthest;
    }
}
