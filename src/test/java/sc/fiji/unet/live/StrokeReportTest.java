package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeReportTest {
    private static final List<String> NAMES = List.of("background", "cell");
    private final LiveStrokes strokes = new LiveStrokes(List.of(new int[] {64, 32}));

    private void paint(int index, Rect... boxes) {
        for (Rect box : boxes) {
            strokes.begin(index);
            strokes.add(0, Area.of(box));
            strokes.end();
        }
    }

    /** Says "cell" in the left half. */
    private static LivePrediction prediction() {
        float[] p = new float[2 * 64 * 32];
        for (int i = 0; i < 64 * 32; i++) {
            boolean cell = i % 64 < 32;
            p[i] = cell ? 0.2f : 0.9f;
            p[64 * 32 + i] = 1 - p[i];
        }
        return new LivePrediction(0, new Rect(0, 0, 64, 32), 2, p);
    }

    private StrokeReport report() {
        StrokeCheck check = new StrokeCheck(strokes, 2);
        check.add(prediction());
        return check.report();
    }

    @Test
    void thePlacesWhereThePredictionIsWrongAreListed() {
        paint(1, new Rect(2, 2, 6, 6), new Rect(40, 4, 5, 4));
        paint(0, new Rect(50, 20, 6, 6));
        StrokeReport report = report();
        assertEquals(List.of(new StrokeReport.Place(0, new Rect(40, 4, 5, 4), 1, 0, 20)), report.places());
        assertTrue(Double.isNaN(report.meanDice()), "nothing is held out yet");
    }

    @Test
    void theEstimateIsOnHeldOutStrokesOnly() {
        paint(1, new Rect(40, 0, 2, 2), new Rect(44, 0, 2, 2), new Rect(48, 0, 2, 2), new Rect(2, 2, 4, 4));
        paint(0, new Rect(34, 8, 2, 2), new Rect(36, 8, 2, 2), new Rect(38, 8, 2, 2), new Rect(30, 20, 4, 4));
        StrokeReport report = report();
        assertEquals(2 * 16.0 / (16 + 24), report.dice()[1], 1e-9, "half of the background's one is taken for cell");
        assertEquals(16, report.held()[1]);
    }

    @Test
    void itSaysWhatIsMissing() {
        paint(1, new Rect(2, 2, 20, 20));
        assertTrue(report().advice(NAMES).contains("Nothing is painted as background"), report().advice(NAMES));
        paint(0, new Rect(40, 2, 3, 3));
        assertTrue(report().advice(NAMES).contains("background has few strokes"), report().advice(NAMES));
        paint(0, new Rect(40, 8, 20, 20));
        assertEquals("", report().advice(NAMES));
    }

    @Test
    void theMiddleOfAViewComesFirst() {
        List<Rect> pieces = new LiveView(0, new Rect(100, 0, 2300, 700)).pieces();
        assertEquals(3, pieces.size());
        assertTrue(!pieces.get(0).and(new Rect(1250, 350, 1, 1)).isEmpty(), pieces.toString());
        assertEquals(2300L * 700, pieces.stream().mapToLong(Rect::size).sum());
    }

    @Test
    void doubtIsLookedForAwayFromStrokes() {
        float[] p = new float[2 * 128 * 96];
        java.util.Arrays.fill(p, 0, 128 * 96, 1);
        for (int y = 0; y < 96; y++) {
            for (int x = 0; x < 128; x++) {
                if (x < 48 || x >= 100) p[y * 128 + x] = x < 48 ? 0.5f : 0.7f;
                p[128 * 96 + y * 128 + x] = 1 - p[y * 128 + x];
            }
        }
        LiveStrokes large = new LiveStrokes(List.of(new int[] {128, 96}));
        Doubts free = new Doubts(large);
        free.add(new LivePrediction(0, new Rect(0, 0, 128, 96), 2, p));
        assertTrue(free.worst().orElseThrow().box().x() < 24);
        large.begin(0);
        large.add(0, Area.of(new Rect(10, 0, 4, 96)));
        large.end();
        Doubts doubts = new Doubts(large);
        doubts.add(new LivePrediction(0, new Rect(0, 0, 128, 96), 2, p));
        assertTrue(doubts.worst().orElseThrow().box().x() >= 14, doubts.worst().toString());
    }
}
