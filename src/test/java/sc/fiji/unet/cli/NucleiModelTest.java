package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.command.HeadlessMacros;

/**
 * A model for nuclei that others made finds the nuclei of images that it never saw, the same by the command line and by the
 * recorded line of a macro, whichever description and weights it was imported by.
 */
class NucleiModelTest {
    private static final int IMAGES = 12;

    @TempDir
    Path folder;

    @Test
    void findsNucleiByCommandLineAndMacro() throws Exception {
        List<NucleiModel> models = NucleiModel.all();
        List<Path> images = NucleiModel.images(IMAGES);
        StringBuilder macro = new StringBuilder();
        List<Path> runs = new ArrayList<>();
        for (NucleiModel model : models) {
            Path run = Files.createDirectory(folder.resolve("run" + runs.size()));
            runs.add(run);
            model.importInto(run.resolve("model"));
            NucleiModel.segment(run.resolve("model"), images, run.resolve("shell"));
            double dice = NucleiModel.dice(run.resolve("shell"), images);
            assertTrue(dice > 0.85, model + ": Dice " + dice);
            String line = "run(\"Segment with U-Net...\", \"model=[" + run.resolve("model") + "] precision=fp32\");";
            macro.append(NucleiModel.macro(images, line, run.resolve("macro")));
        }
        HeadlessMacros.main(new String[] {
            Files.writeString(folder.resolve("all.ijm"), macro.toString()).toString()
        });
        for (Path run : runs) {
            for (Path image : images) {
                float[] byShell = NucleiModel.pixels(run.resolve("shell"), image);
                String what = models.get(runs.indexOf(run)) + ", " + image.getFileName();
                assertArrayEquals(byShell, NucleiModel.pixels(run.resolve("macro"), image), what);
            }
        }
    }
}
