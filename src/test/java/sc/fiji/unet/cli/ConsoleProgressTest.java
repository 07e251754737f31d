package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long seconds;

    @Test
    void timeLeftIsWhatTheRestTakesAtThePaceSoFar() {
        ConsoleProgress progress = progress(false);
        progress.update(0, 100, "start");
        seconds = 30;
        progress.update(25, 100, "quarter");
        seconds = 120;
        progress.update(100, 100, "end");
        assertEquals(
                "[--------------------]   0 %  ETA --:--  start\n"
                        + "[#####---------------]  25 %  ETA 1:30  quarter\n"
                        + "[####################] 100 %  done  end\n",
                text());
    }

    @Test
    void resumedWorkCountsThePaceFromWhereItStarted() {
        ConsoleProgress progress = progress(false);
        progress.update(50, 100, "a");
        seconds = 7200;
        progress.update(75, 100, "b");
        assertEquals(
                "[###############-----]  75 %  ETA 2 h 00 min  b",
                text().lines().skip(1).findFirst().get());
    }

    @Test
    void aFileGetsALineOnlyNowAndThen() {
        ConsoleProgress progress = progress(false);
        for (seconds = 0; seconds <= 25; seconds++) progress.update(seconds, 1000, "");
        assertEquals(3, text().lines().count());
    }

    @Test
    void aNoteReplacesTheBarOnATerminal() {
        ConsoleProgress progress = progress(true);
        progress.update(1, 2, "x");
        int width = text().length() - 1;
        progress.note("hello");
        assertEquals("\r" + " ".repeat(width) + "\rhello\n", text().substring(width + 1));
    }

    private ConsoleProgress progress(boolean terminal) {
        return new ConsoleProgress(new PrintStream(bytes, true), terminal, () -> seconds * 1_000_000_000L, () -> false);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
