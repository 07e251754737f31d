package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.UnetCommand;

/** Long commands in Fiji are stopped by Esc, and by a window that opens for those that last. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class CancelTest {
    private static CountDownLatch begun;
    private Context context;

    /** Works until somebody cancels. */
    public static class EndlessCommand extends UnetCommand {
        @Override
        public String execute(Progress progress) {
            for (int i = 0; ; i++) {
                progress.check();
                Progress.numbered(progress, i % 100, 100, "tile").update(1, 1, "Segmenting");
                begun.countDown();
                IJ.wait(20);
            }
        }
    }

    @BeforeEach
    void start() {
        ImageJSession.start();
        context = new Context(CommandService.class);
        begun = new CountDownLatch(1);
    }

    @AfterEach
    void close() {
        context.dispose();
        IJ.resetEscape();
    }

    private Future<CommandModule> run() throws InterruptedException {
        CommandInfo info = new CommandInfo(EndlessCommand.class);
        Future<CommandModule> run = context.service(CommandService.class).run(info, true);
        assertTrue(begun.await(20, TimeUnit.SECONDS), "the command begins");
        return run;
    }

    private static JDialog window() {
        return (JDialog) Arrays.stream(Window.getWindows())
                .filter(w -> w instanceof JDialog d && d.isShowing() && find(d, JButton.class, "Cancel") != null)
                .findFirst()
                .orElse(null);
    }

    private static <T extends Component> T find(Container in, Class<T> type, String text) {
        for (Component part : in.getComponents()) {
            if (part instanceof JButton b && type == JButton.class && text.equals(b.getText())) return type.cast(b);
            if (part instanceof JLabel l && type == JLabel.class && l.getText().contains(text)) return type.cast(l);
            T below = part instanceof Container c ? find(c, type, text) : null;
            if (below != null) return below;
        }
        return null;
    }

    @Test
    void escStopsACommandInFiji() throws Exception {
        Future<CommandModule> run = run();
        IJ.setKeyDown(KeyEvent.VK_ESCAPE); // as ImageJ's windows do
        assertTrue(run.get(20, TimeUnit.SECONDS).isCanceled());
        assertNull(window(), "no window for work that was short");
    }

    @Test
    void aWindowWithTimeLeftAndCancelOpensForWorkThatLasts() throws Exception {
        Window before =
                java.awt.KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusedWindow();
        Future<CommandModule> run = run();
        JDialog window = ImageJSession.await("the progress window opens", CancelTest::window);
        ImageJSession.until("it says which tile", () -> find(window, JLabel.class, "Segmenting, tile ") != null);
        assertTrue(before
                == java.awt.KeyboardFocusManager.getCurrentKeyboardFocusManager()
                        .getFocusedWindow());
        ImageJSession.photograph(window, "progress");
        JButton cancel = find(window, JButton.class, "Cancel");
        ImageJSession.onEventThread(cancel::doClick);
        assertTrue(run.get(20, TimeUnit.SECONDS).isCanceled());
        ImageJSession.until("the window closes", () -> !window.isShowing());
        assertFalse(IJ.escapePressed());
    }
}
