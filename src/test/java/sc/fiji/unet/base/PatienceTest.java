package sc.fiji.unet.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {
    private static final UncheckedIOException FULL =
            new UncheckedIOException("Cannot write c.pt: No space left on device", new IOException());
    private static final UncheckedIOException FORBIDDEN =
            new UncheckedIOException("Cannot write c.pt: AccessDenied", new IOException());

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private int pauses;
    private int cancelAfter = Integer.MAX_VALUE;
    private boolean stopped;

    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }

        @Override
        public boolean canceled() {
            return pauses >= cancelAfter;
        }

        @Override
        public boolean stopRequested() {
            return stopped;
        }
    };

    /** Fails so often, then does not. */
    private Runnable failing(int times, UncheckedIOException failure) {
        int[] tries = {0};
        return () -> {
            if (tries[0]++ < times) throw failure;
        };
    }

    private Patience patience() {
        return new Patience(folder, progress, tries -> pauses++);
    }

    @Test
    void aFullDiskIsWaitedForHoweverLong() {
        patience().write(failing(10_000, FULL));
        assertEquals(10_000, pauses);
        assertEquals(2, notes.size(), notes.toString());
        assertTrue(notes.get(0).contains("No space left") && notes.get(0).contains("Waiting for space"), notes.get(0));
        assertTrue(notes.get(1).contains("Going on"), notes.get(1));
    }

    @Test
    void whatSucceedsSaysNothing() {
        assertEquals(0, patience().write(() -> {}));
        assertEquals(0, pauses + notes.size());
    }

    @Test
    void allElseIsTriedForAWhile() {
        patience().write(failing(100, FORBIDDEN));
        assertSame(FORBIDDEN, assertThrows(UncheckedIOException.class, () -> patience()
                .write(failing(1000, FORBIDDEN))));
        assertTrue(notes.get(0).contains("Trying again for 10 minutes"), notes.get(0));
    }

    @Test
    void cancelingAndStoppingEndTheWaiting() {
        cancelAfter = 7;
        assertThrows(CancellationException.class, () -> patience().write(failing(1000, FULL)));
        assertEquals(7, pauses);
        stopped = true;
        assertThrows(UncheckedIOException.class, () -> patience().write(failing(1000, FULL)));
        assertEquals(7, pauses);
    }

    /** A mistake of the program is none of the disk. */
    @Test
    void otherFailuresAreNotRepeated() {
        assertThrows(IllegalStateException.class, () -> patience().write(() -> {
            throw new IllegalStateException();
        }));
        assertEquals(0, pauses);
    }
}
