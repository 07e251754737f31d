package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.imports.Packages;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.ThresholdModel;

/** A package is imported by dialog and by the line that is recorded of it; the model is known by its name from then on. */
@Tag("gui")
@Timeout(180)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class ImportDialogTest {
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

    private static float[] segmentedBy(String model) {
        IJ.run("Segment with U-Net...", "model=" + model + " objects=semantic");
        ImagePlus labels = ImageJSession.await("labels are shown", () -> WindowManager.getImage("ramp-classes"));
        float[] pixels = (float[]) labels.getProcessor().convertToFloat().getPixelsCopy();
        labels.changes = false;
        labels.close();
        return pixels;
    }

    @Test
    void theModelIsKnownByItsName() {
        Path model = folder.resolve("made");
        ThresholdModel.open(model, 2, 1, ThresholdModel.plain(2)).close();
        Path file = Packages.export(new ModelFolder(model), folder.resolve("lungs.zip"));
        Recorder recorder = new Recorder();
        GenericDialog dialog = ImageJSession.open("Import Model...");
        ImageJSession.type(dialog, "Input", file.toString());
        ImageJSession.photograph(dialog, "import");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        Path imported = folder.resolve("unet-models/U-Net-made");
        ImageJSession.until("the model is there", () -> Files.exists(imported.resolve("thumbnail.png")));
        ImageJSession.until("the line is recorded", () -> recorder.getText().contains("run(\"Import Model...\""));
        String line = recorder.getText()
                .lines()
                .filter(text -> text.startsWith("run(\"Import"))
                .findFirst()
                .orElseThrow();
        recorder.close();
        IJ.runMacro(line);
        assertTrue(Files.exists(folder.resolve("unet-models/U-Net-made-2/model.json")), line);
        IJ.createImage("ramp.tif", "8-bit ramp", 64, 48, 1).show();
        GenericDialog segment = ImageJSession.open("Segment with U-Net...");
        ImageJSession.photograph(segment, "import-segment");
        assertTrue(ImageJSession.text(segment, "Model").contains("U-Net-made-2"), "the last one is proposed");
        ImageJSession.press(segment, KeyEvent.VK_ESCAPE);
        float[] ours = segmentedBy(model.toString());
        assertArrayEquals(ours, segmentedBy("U-Net-made"));
        assertFalse(java.util.Arrays.equals(ours, new float[ours.length]));
    }
}
