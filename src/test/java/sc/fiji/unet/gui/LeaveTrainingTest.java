package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Executer;
import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.swing.JFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.model.ModelFolder;

/** Leaving a training that runs: by its window, and by quitting ImageJ. */
@Tag("gui")
@Timeout(240)
class LeaveTrainingTest {
    @TempDir
    Path folder;

    private Thread macro;
    private LiveWindow window;

    @BeforeEach
    void train() {
        ImageJSession.start();
        OutlinedSample.show();
        String options = "source=rois width=4 depth=1 patch=32 batch=2 epochs=100000 model=[" + model().path() + "]";
        macro = new Thread(() -> IJ.run("Train U-Net...", options), "Run$_train");
        macro.start();
        window = LiveWindow.await();
        LiveWindow.until("an epoch is over", () -> Files.exists(model().checkpointFile()));
    }

    @AfterEach
    void close() {
        if (GraphicsEnvironment.isHeadless()) return;
        ImageJSession.closeAll();
        Arrays.stream(Window.getWindows()).filter(w -> w instanceof JFrame).forEach(Window::dispose);
    }

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("nuclei"));
    }

    @Test
    void escInTheLiveWindowAsksBeforeAnythingIsLost() throws Exception {
        window.escape();
        ImageJSession.answer("Close the live window", "Go on");
        IJ.wait(300);
        assertTrue(window.offers("Stop and keep best"), "it goes on");
        window.escape();
        ImageJSession.answer("Close the live window", "Cancel training");
        macro.join();
        assertTrue(model().card().isUnfinished());
        LiveWindow.until("it can be resumed", () -> window.offers("Resume"));
        assertTrue(window.text().contains("Canceled after"), window.text());
        window.photograph("train-canceled");
        window.click("Resume");
        LiveWindow again = LiveWindow.await();
        LiveWindow.until("it trains again", () -> again.offers("Stop and keep best"));
        again.click("Stop and keep best");
        LiveWindow.until("the training is over", () -> again.offers("Close"));
        assertFalse(model().card().isUnfinished());
    }

    @Test
    void quittingAsksAndKeepsTheBest() throws Exception {
        Thread first = new Thread(() -> assertNull(asked()));
        first.start();
        ImageJSession.answer("Quit during a training", "Go on training");
        first.join();
        assertTrue(window.offers("Stop and keep best"), "it goes on");
        Thread second = new Thread(() -> asked());
        second.start();
        ImageJSession.answer("Quit during a training", "Keep best and quit");
        second.join();
        macro.join();
        assertFalse(model().card().isUnfinished());
        assertTrue(Files.exists(model().checkpointFile()));
    }

    /** As ImageJ asks before it runs a command; null where it may not. */
    private static String asked() {
        try {
            var listeners = Executer.class.getDeclaredField("listeners");
            listeners.setAccessible(true);
            String command = "Quit";
            for (Object listener : ((java.util.Vector<?>) listeners.get(null)).toArray()) {
                command = ((ij.CommandListener) listener).commandExecuting(command);
            }
            return command;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
