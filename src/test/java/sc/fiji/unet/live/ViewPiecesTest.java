package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What of a view is computed next while a network learns. */
class ViewPiecesTest {
    private static final LiveView FAR = new LiveView(2, new Rect(0, 0, 8000, 8000));
    private static final LiveView NEAR = new LiveView(2, new Rect(0, 0, 512, 512));
    private static final Rect STROKE = new Rect(4000, 700, 20, 20);

    private long now;
    private final ViewPieces pieces = new ViewPieces(() -> now);

    /** Computes one piece a second as long as there is time. */
    private List<Rect> computed() {
        List<Rect> computed = new ArrayList<>();
        pieces.show(
                piece -> {
                    assertEquals(2, piece.plane());
                    computed.add(piece.visible());
                    now += 1_000_000_000L;
                },
                () -> false);
        return computed;
    }

    @Test
    void aLargeViewIsShownInPartsBetweenWhichANetworkLearns() {
        List<Rect> all = FAR.pieces();
        List<Rect> seen = new ArrayList<>();
        pieces.restart(FAR);
        while (pieces.isLeft()) {
            List<Rect> some = computed();
            assertTrue(some.size() <= 3, "three seconds at most");
            seen.addAll(some);
            if (pieces.isLeft()) pieces.goOn(FAR, Rect.NONE);
        }
        assertEquals(all, seen, "each part goes on where the one before ended");
        pieces.goOn(FAR, Rect.NONE);
        assertEquals(all.subList(0, 3), computed(), "and then once more, with what was learned meanwhile");
    }

    @Test
    void theNewestStrokeComesFirstWhateverIsLeft() {
        pieces.restart(FAR);
        computed();
        pieces.goOn(FAR, STROKE);
        assertEquals(
                List.of(
                        FAR.around(STROKE).orElseThrow(),
                        FAR.pieces().get(3),
                        FAR.pieces().get(4)),
                computed());
    }

    @Test
    void withANewStrokeSamplesAreWorthMoreThanFilling() {
        List<Rect> all = FAR.pieces();
        pieces.restart(FAR);
        for (int seen = 0; seen < all.size() - FAR.parts() + 3; seen += 3) {
            pieces.goOn(FAR, Rect.NONE);
            computed();
        }
        pieces.goOn(FAR, STROKE);
        assertEquals(List.of(FAR.around(STROKE).orElseThrow(), all.get(0), all.get(1)), computed());
    }

    @Test
    void whatIsInterruptedIsLeft() {
        pieces.restart(NEAR);
        assertThrows(
                CancellationException.class,
                () -> pieces.show(
                        piece -> {
                            throw new CancellationException();
                        },
                        () -> false));
        assertEquals(List.of(NEAR.visible()), computed());
    }

    @Test
    void anotherViewBeginsAtOnce() {
        pieces.restart(FAR);
        computed();
        pieces.goOn(NEAR, Rect.NONE);
        assertEquals(List.of(NEAR.visible()), computed());
        assertFalse(pieces.isLeft());
    }
}
