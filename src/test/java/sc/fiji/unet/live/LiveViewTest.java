package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
    void whereTheNewestStrokeIsComesFirst() {
        List<Rect> pieces = VIEW.piecesAround(new Rect(1000, 300, 21, 5));
        assertEquals(new Rect(914, 206, 192, 192), pieces.get(0));
        assertEquals(VIEW.pieces(), pieces.subList(1, pieces.size()), "then the view, as ever");
        Rect corner = VIEW.piecesAround(new Rect(100, 50, 4, 4)).get(0);
        assertEquals(new Rect(100, 50, 98, 98), corner, "no more than is seen");
    }

    @Test
    void nothingComesFirstWhereTheStrokeIsNotSeenOrTheViewIsSmall() {
        assertEquals(VIEW.pieces(), VIEW.piecesAround(Rect.NONE));
        assertEquals(VIEW.pieces(), VIEW.piecesAround(new Rect(3000, 2000, 9, 9)));
        LiveView small = new LiveView(0, new Rect(0, 0, 300, 300));
        assertEquals(small.pieces(), small.piecesAround(new Rect(100, 100, 9, 9)));
    }
}
