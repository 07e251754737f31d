package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    /** Objects of a large image are more than memory holds as ROIs. */
    @Test
    void whatIsHandedOutIsWrittenAndNotKept() {
        Path zip = folder.resolve("many.zip");
        AtomicLong kept = new AtomicLong();
        long before = used();
        boolean any = RoiFiles.writeEach(zip, use -> {
            for (int i = 0; i < 6000; i++) {
                float[] places = new float[1000];
                for (int k = 0; k < places.length; k++) places[k] = i + k % 31;
                Roi roi = new PolygonRoi(places, places.clone(), Roi.POLYGON);
                roi.setName("cell#" + i);
                use.accept(roi);
            }
            kept.set(used() - before);
        });
        assertTrue(any);
        assertTrue(kept.get() < 20_000_000, kept + " bytes");
        assertEquals(6000, RoiFiles.read(zip, note -> {}).size());
        assertFalse(RoiFiles.writeEach(zip, use -> {}));
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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
