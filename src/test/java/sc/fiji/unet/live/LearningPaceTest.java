package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningPaceTest {
    private static final int MOST = 1500;

    @Test
    void thereIsAnEndToWhatStrokesTeachAndNewOnesBeginAnew() {
        LearningPace pace = new LearningPace();
        pace.begin();
        for (int i = 1; i < MOST; i++) pace.stepped();
        assertFalse(pace.isOver());
        pace.stepped();
        assertTrue(pace.isOver());
        assertFalse(pace.goesOn());
        pace.strokesChanged();
        assertFalse(pace.isOver());
    }

    @Test
    void newStrokesAreComparedAtOnceAndThenNotForAWhile() {
        LearningPace pace = new LearningPace();
        assertTrue(pace.isCheckDue());
        pace.checked();
        assertFalse(pace.isCheckDue());
        pace.strokesChanged();
        assertTrue(pace.isCheckDue());
    }
}
