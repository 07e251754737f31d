package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Label;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.workflow.ThresholdModel;

/** Channels in dialogs: the one that is shown is proposed, and what was chosen is recorded and replayed. */
@Tag("gui")
@Timeout(120)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class ChannelDialogTest {
    private static final String LABELS = "two-classes";

    private final String home = System.getProperty("user.home");

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        ImageJSession.start();
        System.setProperty("user.home", folder.toString());
    }

    @AfterEach
    void close() {
        if (Recorder.getInstance() != null) Recorder.getInstance().close();
        ImageJSession.closeAll();
        System.setProperty("user.home", home);
    }

    private static ImagePlus composite() {
        ImagePlus imp = IJ.createImage("two.tif", "8-bit ramp", 64, 48, 2);
        for (int i = 0; i < 64 * 48; i++) imp.getStack().getProcessor(2).set(i, 25 * (i % 10));
        imp.setDimensions(2, 1, 1);
        return new CompositeImage(imp, CompositeImage.COMPOSITE);
    }

    private static float[] labelsAndClose() {
        ImagePlus labels = ImageJSession.await("labels are shown", () -> WindowManager.getImage(LABELS));
        float[] pixels = (float[]) labels.getProcessor().convertToFloat().getPixelsCopy();
        labels.changes = false;
        labels.close();
        return pixels;
    }

    @Test
    void theChannelThatIsShownIsProposedRecordedAndReplayed() {
        Path model = folder.resolve("unet-models/one");
        ThresholdModel.open(model, 2, 1, ThresholdModel.plain(2)).close();
        KnownModels.ofThisPerson().remember(model, note -> {});
        ImagePlus two = composite();
        two.show();
        two.setPosition(2, 1, 1);
        Recorder recorder = new Recorder();
        GenericDialog dialog = ImageJSession.open("Segment with U-Net...");
        assertEquals("2", ImageJSession.text(dialog, "Channels"));
        ImageJSession.photograph(dialog, "channels-segment");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImageJSession.until("the line is recorded", () -> recorder.getText().contains("channels=2"));
        float[] first = labelsAndClose();
        String line = recorder.getText()
                .lines()
                .filter(text -> text.startsWith("run(\"Segment"))
                .findFirst()
                .orElseThrow();
        recorder.close();
        two.setPosition(1, 1, 1); // a macro says what it means
        IJ.runMacro(line);
        assertArrayEquals(first, labelsAndClose());
        IJ.runMacro(line.replace("channels=2", "channels=1"));
        assertFalse(Arrays.equals(first, labelsAndClose()), "another channel");
    }

    @Test
    void theShortDialogOfTrainingAsksWhereThereAreSeveral() {
        IJ.createImage("one.tif", "8-bit ramp", 64, 48, 1).show();
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        assertFalse(asks(dialog));
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        composite().show();
        dialog = ImageJSession.open("Train U-Net...");
        assertTrue(asks(dialog));
        assertEquals("auto", ImageJSession.text(dialog, "Channels"));
        ImageJSession.photograph(dialog, "channels-train");
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
    }

    private static boolean asks(GenericDialog dialog) {
        return Arrays.stream(dialog.getComponents())
                .anyMatch(part -> part instanceof Label label && label.getText().startsWith("Channels"));
    }
}
