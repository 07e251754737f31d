package sc.fiji.unet.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.command.InfoCommand;

/** Work that shows itself tells so through all that its progress was wrapped in. */
class WindowedProgressTest {
    private static final class Screen implements Progress {
        private int told;

        @Override
        public Progress inOwnWindow() {
            told++;
            return this;
        }
    }

    @Test
    void aPartOfSomeWorkPassesItOn() {
        Screen screen = new Screen();
        Progress.numbered(screen, 0, 3, "set").inOwnWindow();
        assertEquals(1, screen.told);
    }

    @Test
    void aCommandThatIsRecordedPassesItOn() {
        Screen screen = new Screen();
        new RecordedLine(new CommandInfo(InfoCommand.class), Map.of())
                .writtenBy(screen)
                .inOwnWindow();
        assertEquals(1, screen.told);
    }
}
