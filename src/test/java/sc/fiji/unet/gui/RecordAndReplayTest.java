package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.command.HeadlessMacros;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.model.ModelFolder;

/** What a biologist does on the first day, in plain ImageJ: train, watch, segment, look, and run the recorded macro. */
@Tag("gui")
class RecordAndReplayTest {
    private static final String LABELS = "nuclei-objects";

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (GraphicsEnvironment.isHeadless()) return;
        if (RoiManager.getInstance() != null) RoiManager.getInstance().reset();
        if (Recorder.getInstance() != null) Recorder.getInstance().close();
        ImageJSession.closeAll();
        Arrays.stream(Window.getWindows())
                .filter(w -> w instanceof JFrame || w instanceof GenericDialog)
                .forEach(Window::dispose);
    }

    @Test
    void halfAMinuteOfTrainingFindsTheNuclei() {
        ImagePlus nuclei = OutlinedSample.show();
        Path model = folder.resolve("nuclei");
        GenericDialog dialog = smallNetwork(model);
        ImageJSession.type(dialog, "Minutes", "0.5");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        LiveWindow window = LiveWindow.await();
        LiveWindow.until("the training is over", () -> window.offers("Close"));
        window.photograph("suite-trained");
        assertTrue(window.text().startsWith("Done: validation Dice 0."), window.text());
        window.escape();
        LiveWindow.until("Esc closes what is over", () -> !window.isShowing());
        segment(model, true);
        ImagePlus labels = WindowManager.getImage(LABELS);
        ImageJSession.photograph(labels.getWindow(), "suite-labels");
        ImageJSession.photograph(nuclei.getWindow(), "suite-overlay");
        ImageJSession.photograph(RoiManager.getInstance(), "suite-roi-manager");
        ImageJSession.photograph(WindowManager.getFrame("Results"), "suite-results");
        double dice = OutlinedSample.dice(labels.getProcessor());
        assertTrue(dice > 0.85, "Dice " + dice);
        int objects = (int) labels.getProcessor().getStats().max;
        assertEquals(objects, RoiManager.getInstance().getCount());
        assertEquals(objects, ResultsTable.getResultsTable().size());
        assertTrue(Math.abs(objects - 19) < 6, objects + " of 19 nuclei");
    }

    private static void segment(Path model, boolean all) {
        GenericDialog dialog = ImageJSession.open("Segment with U-Net...");
        ImageJSession.type(dialog, "Model", model.toString());
        ImageJSession.type(dialog, "Minimum size", "20");
        ImageJSession.tick(dialog, "ROIs", all);
        ImageJSession.tick(dialog, "Measure objects", all);
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        LiveWindow.until("the labels open", () -> WindowManager.getImage(LABELS) != null);
    }

    /** Epochs, unlike minutes, make the same network on any machine, so that the labels are the same pixel by pixel. */
    @Test
    void theRecordedMacroGivesTheSameLabelsWithAndWithoutADisplay() throws Exception {
        ImagePlus nuclei = OutlinedSample.show();
        Path image = folder.resolve(OutlinedSample.TITLE);
        IJ.saveAsTiff(nuclei, image.toString());
        Recorder recorder = new Recorder();
        Path model = folder.resolve("nuclei");
        trainForEpochs(model);
        ImageJSession.until("training is recorded", () -> recorder.getText().contains("epochs=12"));
        // the line is written as the training begins
        LiveWindow.until("the training is over", () -> KnownModels.ofThisPerson()
                .latest()
                .filter(known -> known.path().equals(model))
                .isPresent());
        segment(model, false);
        ImageJSession.until("segmenting is recorded", () -> recorder.getText().contains("Segment with"));
        ImageJSession.photograph(recorder, "suite-recorder");
        String macro = recorder.getText()
                .lines()
                .filter(line -> line.startsWith("run(\"Train") || line.startsWith("run(\"Segment"))
                .collect(Collectors.joining("\n"));
        recorder.close();
        float[] labels = labelsAndClose();
        nuclei.close(); // the outlines of the prediction have replaced those of the person
        IJ.runMacro("open(\"" + image + "\");\n" + macro);
        assertArrayEquals(labels, labelsAndClose(), "with a display");
        Path saved = folder.resolve("replayed.tif");
        String said = replayHeadless("open(\"" + image + "\");\n" + macro + "\nsaveAs(\"Tiff\", \"" + saved + "\");\n");
        assertTrue(Files.exists(saved), said);
        assertArrayEquals(labels, pixels(IJ.openImage(saved.toString())), "without a display");
    }

    /** One that learns in seconds even on a busy machine. */
    private static GenericDialog smallNetwork(Path model) {
        GenericDialog dialog = ImageJSession.open("Train U-Net (all settings)...");
        ImageJSession.type(dialog, "Depth", "2");
        ImageJSession.type(dialog, "Width", "8");
        ImageJSession.type(dialog, "Patch", "32");
        ImageJSession.type(dialog, "Batch", "4");
        ImageJSession.type(dialog, "Model folder", model.toString());
        return dialog;
    }

    private static void trainForEpochs(Path model) {
        GenericDialog dialog = smallNetwork(model);
        ImageJSession.type(dialog, "Minutes", "0");
        ImageJSession.type(dialog, "Epochs", "12");
        ImageJSession.tick(dialog, "Show live window", false);
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
    }

    private static float[] labelsAndClose() {
        ImagePlus labels = WindowManager.getImage(LABELS);
        float[] pixels = pixels(labels);
        labels.close();
        return pixels;
    }

    private static float[] pixels(ImagePlus labels) {
        return (float[]) labels.getProcessor().convertToFloat().getPixelsCopy();
    }

    private String replayHeadless(String macro) throws IOException, InterruptedException {
        Path file = folder.resolve("replay.ijm");
        Files.writeString(file, macro);
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Dunet.cache=" + System.getProperty("unet.cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeadlessMacros.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes());
        assertEquals(0, java.waitFor(), said);
        return said;
    }

    @Test
    void cancelAndEscLeaveAWholeModelOrNone() throws Exception {
        OutlinedSample.show();
        for (boolean early : new boolean[] {true, false}) {
            Path model = folder.resolve("early-" + early);
            String options = "source=rois width=8 depth=2 patch=32 batch=4 epochs=1000 model=[" + model + "]";
            Thread macro = new Thread(() -> IJ.run("Train U-Net...", options), "Run$_train");
            macro.start();
            LiveWindow window = LiveWindow.await();
            if (!early) LiveWindow.until("an epoch is over", () -> Files.exists(model.resolve("history.csv")));
            if (early) {
                window.escape();
                ImageJSession.answer("Close the live window", "Cancel training");
            } else {
                window.click("Cancel");
            }
            macro.join(60_000);
            LiveWindow.until("nothing is left to stop", () -> !window.isShowing() || window.offers("Close"));
            assertWholeOrNone(model, early);
        }
    }

    private static void assertWholeOrNone(Path model, boolean early) throws IOException {
        if (early && !Files.exists(model)) return;
        try (Stream<Path> files = Files.walk(model)) {
            String left = files.map(file -> file.getFileName().toString()).collect(Collectors.joining(" "));
            assertFalse(left.contains(".part-"), left);
        }
        ModelFolder folder = new ModelFolder(model);
        if (Files.exists(folder.cardFile())) folder.inference(); // refuses weights that do not fit the card
        else assertFalse(Files.exists(folder.networkFile()), "a network without a card");
    }
}
