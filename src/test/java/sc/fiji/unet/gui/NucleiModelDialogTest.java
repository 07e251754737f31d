package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.cli.NucleiModel;

/** A model for nuclei that others made finds by the dialog what it finds by the command line and by the line that is recorded. */
@Tag("gui")
class NucleiModelDialogTest {
    private static final int IMAGES = 3;
    private static final String COMMAND = "Segment with U-Net...";

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (Recorder.getInstance() != null) Recorder.getInstance().close();
        ImageJSession.closeAll();
    }

    @Test
    void findsTheSameByDialogMacroAndCommandLine() throws Exception {
        List<NucleiModel> models = NucleiModel.all();
        List<Path> images = NucleiModel.images(IMAGES);
        for (NucleiModel model : models) {
            Path run = folder.resolve("run" + models.indexOf(model));
            model.importInto(run.resolve("model"));
            NucleiModel.segment(run.resolve("model"), images, run.resolve("shell"));
            String line = null;
            for (Path image : images) {
                Recorder recorder = new Recorder();
                float[] byDialog = segmented(run.resolve("model"), image);
                ImageJSession.until("it is recorded", () -> recorder.getText().contains(COMMAND));
                line = lineOf(recorder);
                String what = model + ", " + image.getFileName();
                assertArrayEquals(NucleiModel.pixels(run.resolve("shell"), image), byDialog, what);
            }
            IJ.runMacro(NucleiModel.macro(images, line, run.resolve("macro")));
            for (Path image : images) {
                float[] byShell = NucleiModel.pixels(run.resolve("shell"), image);
                assertArrayEquals(byShell, NucleiModel.pixels(run.resolve("macro"), image), model + ": " + line);
            }
        }
    }

    private static String lineOf(Recorder recorder) {
        String line = recorder.getText()
                .lines()
                .filter(text -> text.startsWith("run(\"Segment"))
                .findFirst()
                .orElseThrow();
        recorder.close();
        return line;
    }

    private static float[] segmented(Path model, Path image) {
        ImagePlus imp = IJ.openImage(image.toString());
        imp.show();
        GenericDialog dialog = ImageJSession.open(COMMAND);
        ImageJSession.type(dialog, "Model", model.toString());
        ImageJSession.choose(dialog, "Precision", "fp32");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        String name = imp.getShortTitle();
        ImagePlus labels = ImageJSession.await("the labels open", 120_000, () -> labelsOf(name));
        ImageJSession.untilOver(COMMAND);
        float[] pixels = NucleiModel.pixels(labels);
        IJ.run("Close All");
        return pixels;
    }

    private static ImagePlus labelsOf(String name) {
        for (String title : WindowManager.getImageTitles()) {
            if (title.startsWith(name + "-")) return WindowManager.getImage(title);
        }
        return null;
    }
}
