package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import javax.swing.JFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;
import sc.fiji.unet.command.TrainExpertCommand;
import sc.fiji.unet.dialog.MacroOptions;

/** A training's line is in the recorder as soon as the training runs, whatever is recorded meanwhile, and once. */
@Tag("gui")
@Timeout(180)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class RecorderTest {
    private static final String COMMAND = "Train U-Net (all settings)";

    @TempDir
    Path folder;

    private Recorder recorder;

    @BeforeEach
    void start() {
        ImageJSession.start();
        OutlinedSample.show();
        recorder = new Recorder();
    }

    @AfterEach
    void close() {
        recorder.close();
        ImageJSession.closeAll();
        Arrays.stream(Window.getWindows()).filter(w -> w instanceof JFrame).forEach(Window::dispose);
    }

    /** A training that does not end by itself within the test. */
    private void answer(GenericDialog dialog, Path model) {
        ImageJSession.type(dialog, "Depth", "2");
        ImageJSession.type(dialog, "Width", "8");
        ImageJSession.type(dialog, "Patch", "32");
        ImageJSession.type(dialog, "Minutes", "30");
        ImageJSession.type(dialog, "Model folder", model.toString());
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
    }

    private static long lines(String text, String command) {
        return text.lines().filter(line -> line.startsWith("run(\"" + command)).count();
    }

    private void assertRecordedOnceWhileItRuns(Path model, Runnable ended) {
        LiveWindow window = LiveWindow.await();
        ImageJSession.until("the line is there", () -> lines(recorder.getText(), COMMAND) == 1);
        IJ.doCommand("Invert"); // as from the menu
        ImageJSession.until("the other is recorded", () -> recorder.getText().contains("Invert"));
        LiveWindow.until("an epoch is over", () -> Files.exists(model.resolve("history.csv")));
        window.click("Stop and keep best");
        ended.run();
        String text = recorder.getText();
        assertEquals(1, lines(text, COMMAND), text);
        assertEquals(1, lines(text, "Invert"), text);
        assertTrue(text.indexOf(COMMAND) < text.indexOf("Invert"), text);
        String line = text.lines().filter(l -> l.contains(COMMAND)).findFirst().orElseThrow();
        String options = line.substring(line.indexOf(", \"") + 3, line.lastIndexOf('"'));
        Map<String, String> said = MacroOptions.parse(options.replace("\\\\", "\\"));
        assertEquals(model.toString(), said.get("model").replaceFirst("/$", ""));
        assertEquals("2", said.get("depth"));
        assertEquals("auto", said.get("batch"));
    }

    @Test
    void inPlainImageJ() {
        Path model = folder.resolve("a\\b");
        GenericDialog refused = ImageJSession.open(COMMAND + "...");
        IJ.redirectErrorMessages();
        ImageJSession.type(refused, "Validation", "/nowhere");
        answer(refused, model);
        GenericDialog dialog = ImageJSession.await("it asks again", () -> {
            GenericDialog open = ImageJSession.find(COMMAND);
            return open == refused ? null : open;
        });
        assertEquals(0, lines(recorder.getText(), COMMAND), "a refused line would stop the macro");
        ImageJSession.type(dialog, "Validation", "0.2");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        assertTrue(ImageJSession.isRunning(COMMAND), "it trains");
        assertRecordedOnceWhileItRuns(model, () -> {
            ImageJSession.untilOver(COMMAND);
            assertTrue(Files.exists(model.resolve("model.json")), "a model is kept");
        });
    }

    /** Fiji's recorder leaves a command alone that records itself. */
    @Test
    void inFiji() throws Exception {
        Path model = folder.resolve("nuclei");
        try (Context context = new Context(CommandService.class, UIService.class)) {
            showUserInterface(context);
            Future<CommandModule> run = context.service(CommandService.class).run(TrainExpertCommand.class, true);
            answer(ImageJSession.await("the dialog opens", () -> ImageJSession.find(COMMAND)), model);
            assertRecordedOnceWhileItRuns(model, () -> {
                try {
                    run.get();
                } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private void showUserInterface(Context context) {
        Object visible =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {UserInterface.class}, (p, m, a) -> {
                    if (m.getName().equals("isVisible")) return true;
                    return m.getReturnType() == boolean.class ? false : null;
                });
        context.service(UIService.class).setDefaultUI((UserInterface) visible);
    }
}
