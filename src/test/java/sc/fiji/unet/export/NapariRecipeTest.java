package sc.fiji.unet.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.samples.SampleSet;

/** The lines of docs/exchange.md for Python, then those for napari, as they stand there; the window is photographed. */
@Tag("gui")
class NapariRecipeTest {
    private static final Pattern BLOCK = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    /** A person would look at the window; here it is closed. */
    private static final String LOOK =
            """
            from qtpy.QtCore import QTimer
            assert [layer.name for layer in viewer.layers][0] == "image", viewer.layers
            assert viewer.layers[1].data.shape == image.shape, viewer.layers[1].data.shape
            def look():
                viewer.screenshot("napari.png", canvas_only=False)
                viewer.close()
            QTimer.singleShot(2000, look)
            napari.run()
            print("shown")
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesShowLabels() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display");
        Python.assumeModule("napari, bioimageio.core, onnxruntime");
        ExportOptions options = ExportOptions.of(folder.resolve("nuclei.zip"), "auto");
        new Export(new ImageFiles(), new OutputFiles())
                .run(
                        SmallModels.write(folder.resolve("model"), "unet depth=2", 2, "zscore", 0),
                        options,
                        Progress.NONE);
        javax.imageio.ImageIO.write(
                SampleSet.NUCLEI.image(0).image(),
                "png",
                folder.resolve("image.png").toFile());
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("docs/exchange.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertEquals(2, blocks.size(), "for Python and for napari");
        String lines = "import os, sys\nos.chdir(sys.argv[1])\n"
                + blocks.get(0)
                + blocks.get(1).replaceFirst(Matcher.quoteReplacement("napari.run()"), "")
                + LOOK;
        String said = Python.run(folder, lines, folder);
        assertTrue(said.contains("shown"), said);
        assertTrue(Files.size(folder.resolve("napari.png")) > 10_000, "a window was photographed");
    }
}
