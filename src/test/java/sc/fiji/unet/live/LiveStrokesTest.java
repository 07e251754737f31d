package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStrokesTest {
    private final LiveStrokes strokes = new LiveStrokes(List.of(new int[] {20, 10}, new int[] {20, 10}));

    private void paint(int plane, int index, int x, int y) {
        strokes.begin(index);
        strokes.add(plane, Area.of(new Rect(x, y, 2, 2)));
        strokes.end();
    }

    private int at(int plane, int x, int y) {
        int learned = strokes.target(plane, new Rect(x, y, 1, 1), false)[0];
        return learned >= 0 ? learned : strokes.target(plane, new Rect(x, y, 1, 1), true)[0];
    }

    @Test
    void aBrushCoversALineAndWhatLiesOutsideIsCutOff() {
        strokes.begin(1);
        LiveStrokes.Change change = strokes.add(0, Area.brush(new double[] {-3, 1.5}, new double[] {4.5, 1.5}, 1));
        strokes.end();
        assertEquals(new Rect(0, 0, 6, 3), change.box());
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, -1}, strokes.target(0, new Rect(0, 1, 7, 1), false));
        assertEquals(-1, at(0, 3, 3));
    }

    @Test
    void aStrokeOfManyPartsIsUndoneAndPaintedAgainAsOne() {
        paint(0, 1, 2, 2);
        strokes.begin(0);
        strokes.add(0, Area.of(new Rect(2, 2, 1, 1)));
        strokes.add(0, Area.of(new Rect(3, 2, 1, 1)));
        strokes.end();
        assertEquals(0, at(0, 3, 2));
        assertEquals(new Rect(2, 2, 2, 1), strokes.undo().orElseThrow().box());
        assertEquals(1, at(0, 2, 2));
        assertEquals(1, at(0, 3, 2));
        strokes.redo();
        assertEquals(0, at(0, 2, 2));
        strokes.undo();
        strokes.undo();
        assertEquals(-1, at(0, 2, 2));
        assertTrue(strokes.undo().isEmpty());
    }

    @Test
    void theEraserTakesAway() {
        paint(1, 1, 5, 5);
        paint(1, -1, 6, 5);
        assertEquals(1, at(1, 5, 5));
        assertEquals(-1, at(1, 6, 5));
        assertEquals(List.of(0, 1), strokes.strokes(), "an eraser is no stroke of a class");
    }

    @Test
    void everyFifthStrokeOfAClassIsHeldOut() {
        for (int i = 0; i < 9; i++) paint(0, 1, 2 * i, 0);
        int[] held = strokes.target(0, new Rect(0, 0, 20, 1), true);
        for (int i = 0; i < 9; i++) assertEquals(i == 3 || i == 8 ? 1 : -1, held[2 * i], "stroke " + i);
        assertArrayEquals(new long[] {0, 28}, strokes.pixels(2, false));
        assertArrayEquals(new long[] {0, 8}, strokes.pixels(2, true));
        assertFalse(
                strokes.recent(3).stream()
                        .anyMatch(change ->
                                !change.box().and(new Rect(16, 0, 1, 1)).isEmpty()),
                "the last one is held out");
    }

    @Test
    void aNewStrokeIsKnownByItsVersionOnceItEnds() {
        long before = strokes.version();
        strokes.begin(1);
        strokes.add(0, Area.of(new Rect(0, 0, 1, 1)));
        assertEquals(before, strokes.version());
        strokes.end();
        assertEquals(before + 1, strokes.version());
        strokes.begin(1);
        strokes.end();
        assertEquals(before + 1, strokes.version(), "nothing was painted");
    }

    @Test
    void anAcceptedPredictionIsAStrokeOfEachClass() {
        float[] p = {0.9f, 0.2f, 0.9f, 0.2f, 0.1f, 0.8f, 0.1f, 0.8f};
        LivePrediction prediction = new LivePrediction(0, new Rect(4, 4, 2, 2), 2, p);
        assertTrue(Acceptance.accept(strokes, Area.of(new Rect(4, 4, 2, 1)), List.of(prediction)));
        assertEquals(0, at(0, 4, 4));
        assertEquals(1, at(0, 5, 4));
        assertEquals(-1, at(0, 4, 5));
        strokes.undo();
        assertEquals(-1, at(0, 5, 4));
        assertFalse(Acceptance.accept(strokes, Area.of(new Rect(0, 0, 2, 1)), List.of(prediction)));
    }
}
