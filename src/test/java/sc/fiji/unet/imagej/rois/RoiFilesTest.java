package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;

class RoiFilesTest {
    @TempDir
    Path folder;

    private static Roi oval(String name, int position) {
        Roi roi = new OvalRoi(3, 4, 11, 7);
        roi.setName(name);
        roi.setPosition(position);
        return roi;
    }

    @Test
    void whatWasWrittenIsReadBackTwinsIncluded() {
        Path zip = folder.resolve("RoiSet.zip");
        RoiFiles.write(zip, List.of(oval("cell#1", 2), oval("cell#1", 3), oval("a/b", 0)));
        List<Roi> read = RoiFiles.read(zip, note -> {});
        assertEquals(
                List.of("cell#1", "cell#1", "a/b"),
                read.stream().map(Roi::getName).toList());
        assertEquals(List.of(2, 3, 0), read.stream().map(Roi::getPosition).toList());
        Path single = folder.resolve("one.roi");
        RoiFiles.write(single, List.of(oval("cell", 0)));
        assertEquals("cell", RoiFiles.read(single, note -> {}).get(0).getName());
    }

    @Test
    void theOverlayComesBeforeTheSelection() {
        ImagePlus imp = IJ.createImage("cells", "8-bit", 32, 32, 1);
        imp.setRoi(oval("selection", 0));
        assertEquals("selection", RoiFiles.of(imp).get(0).getName());
        imp.setOverlay(new Overlay(oval("overlay", 0)));
        assertEquals("overlay", RoiFiles.of(imp).get(0).getName());
    }

    @Test
    void brokenFilesAreRefusedByName() throws Exception {
        Path text = Files.writeString(folder.resolve("broken.roi"), "no roi");
        Path empty = Files.write(folder.resolve("broken.zip"), new byte[0]);
        for (Path file : List.of(text, empty, folder.resolve("missing.zip"), folder.resolve("image.tif"))) {
            String message = assertThrows(InputException.class, () -> RoiFiles.read(file, note -> {}))
                    .getMessage();
            assertTrue(message.contains(file.getFileName().toString()), message);
        }
    }
}
