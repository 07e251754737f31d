package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.plugin.frame.Recorder;
import ij.process.ImageProcessor;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleImage;
import sc.fiji.unet.samples.SampleSet;

/** Trains on one image with ROIs in plain ImageJ, watched in the live window, stopped by its button. */
@Tag("gui")
class LiveTrainingTest {
    private static final int PATIENCE_MS = 180_000;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display: run with -Dtest.headless=false under xvfb-run");
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (GraphicsEnvironment.isHeadless()) return;
        ImageJSession.closeAll();
        Arrays.stream(Window.getWindows()).filter(w -> w instanceof JFrame).forEach(Window::dispose);
    }

    /** A sample with each nucleus outlined. */
    private static ImagePlus nuclei() {
        SampleImage sample = SampleSet.NUCLEI.image(0);
        ImagePlus imp = new ImagePlus("nuclei.tif", sample.image());
        ImageProcessor mask = new ImagePlus("mask", sample.mask()).getProcessor();
        Overlay overlay = new Overlay();
        for (int label = 1; label <= mask.getStats().max; label++) {
            mask.setThreshold(label, label, ImageProcessor.NO_LUT_UPDATE);
            Roi roi = ThresholdToSelection.run(new ImagePlus("", mask));
            if (roi == null) continue;
            roi.setName("nucleus");
            overlay.add(roi);
        }
        imp.setOverlay(overlay);
        imp.show();
        return imp;
    }

    private static JFrame window() {
        return (JFrame) Arrays.stream(Window.getWindows())
                .filter(w ->
                        w instanceof JFrame f && f.isShowing() && f.getTitle().startsWith("U-Net training"))
                .findFirst()
                .orElse(null);
    }

    private static JButton button(Container parent, String text) {
        for (Component child : parent.getComponents()) {
            if (child instanceof JButton b && text.equals(b.getText())) return b;
            if (child instanceof Container c && button(c, text) != null) return button(c, text);
        }
        return null;
    }

    private static void wait(String what, java.util.function.BooleanSupplier holds) {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (!holds.getAsBoolean()) {
            if (System.currentTimeMillis() > end) throw new AssertionError("Waited in vain until " + what);
            IJ.wait(100);
        }
    }

    @Test
    void oneImageWithRoisTrainsWhileAPersonWatches() throws Exception {
        nuclei();
        Path model = folder.resolve("nuclei-model");
        Recorder recorder = new Recorder();
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        assertEquals("rois", ((Choice) dialog.getChoices().get(0)).getSelectedItem());
        assertEquals("background", ((Choice) dialog.getChoices().get(1)).getSelectedItem());
        ImageJSession.photograph(dialog, "train-dialog");
        assertTrue(
                dialog.getWidth() <= 1024 && dialog.getHeight() <= 768,
                dialog.getBounds().toString());
        List<TextField> texts =
                dialog.getStringFields().stream().map(TextField.class::cast).toList();
        texts.stream().filter(t -> t.getText().contains("unet-models")).forEach(t -> t.setText(model.toString()));
        texts.stream().filter(t -> t.getText().equals("0")).forEach(t -> t.setText("2"));
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        wait("the live window opens", () -> window() != null);
        JFrame window = window();
        IJ.wait(2500);
        ImageJSession.photograph(window, "train-plan");
        Path history = model.resolve("history.csv");
        wait("ten epochs are over", () -> lines(history) > 10);
        ImageJSession.photograph(window, "train-live");
        button(window, "Stop and keep best").doClick();
        wait("the training is over", () -> button(window, "Close") != null);
        ImageJSession.photograph(window, "train-done");
        wait("the macro is recorded", () -> recorder.getText().contains("source=rois"));
        assertTrue(recorder.getText().contains("run(\"Train U-Net...\""), recorder.getText());
        recorder.close();
        for (String file : List.of("model.json", "model.pt", "curves.png", "thumbnail.png")) {
            assertTrue(Files.isRegularFile(model.resolve(file)), file);
        }
        Files.createDirectories(Path.of("target/screenshots"));
        for (String file : List.of("curves.png", "thumbnail.png")) {
            Files.copy(
                    model.resolve(file),
                    Path.of("target/screenshots", "train-" + file),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file).size() : 0;
        } catch (java.io.IOException e) {
            return 0; // it is being replaced
        }
    }
}
