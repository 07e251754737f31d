package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.imagej.labels.Annotation;

/** What ROIs are taken for that other programs wrote. */
class RoiMeaningTest {
    @TempDir
    Path folder;

    private final ImagePlus image = IJ.createImage("cells", "8-bit black", 61, 47, 1);

    @Test
    void namesThatAllDifferAreNumbersOfObjects() {
        for (IntFunction<String> name : List.<IntFunction<String>>of(
                i -> "cell" + i, i -> "Cell_" + i, i -> new UUID(i * 7919L, i).toString(), i -> "nucleus " + (3 * i))) {
            Annotation drawn = RoisToLabels.defaults().paint(image, squares(12, name));
            assertEquals(2, drawn.classes().size(), name.apply(1));
            assertEquals(12, objects(drawn), name.apply(1));
            assertTrue(
                    drawn.notes().get(0).contains("names of 12 ROIs"),
                    drawn.notes().toString());
        }
        assertEquals(
                "cell",
                RoisToLabels.defaults()
                        .paint(image, squares(12, i -> "cell" + i))
                        .classes()
                        .get(1)
                        .name());
    }

    @Test
    void namesOfClassesStayClasses() {
        assertEquals(
                4, classes(squares(12, i -> List.of("wall", "lumen", "muscle").get(i % 3))));
        assertEquals(
                4, classes(squares(3, i -> List.of("wall", "lumen", "muscle").get(i))));
        assertEquals(7, classes(squares(6, i -> "layer" + i)));
        assertEquals(7, classes(squares(12, i -> "kind" + i % 6)));
        RoisToLabels byName = new RoisToLabels(RoiNaming.NAME, UnlabeledPixels.AUTO, 3, true);
        assertEquals(
                13, byName.paint(image, squares(12, i -> "cell" + i)).classes().size());
    }

    @Test
    void numbersOfTwoKindsAreTwoClasses() {
        Annotation drawn = RoisToLabels.defaults().paint(image, squares(12, i -> (i % 2 == 0 ? "cell" : "dirt") + i));
        assertEquals(3, drawn.classes().size());
        assertEquals(12, objects(drawn));
    }

    @Test
    void aColorForEachOfManyObjectsIsNoClass() {
        List<Roi> rois = squares(12, i -> null);
        for (int i = 0; i < 12; i++) rois.get(i).setStrokeColor(new java.awt.Color(20 * i, 255 - 20 * i, 99));
        assertEquals(2, classes(rois));
        for (int i = 0; i < 12; i++) rois.get(i).setStrokeColor(i % 2 == 0 ? java.awt.Color.RED : java.awt.Color.BLUE);
        assertEquals(3, classes(rois));
    }

    @Test
    void outlinesThroughPixelCentersHoldTheirPixels() {
        List<int[]> chain = new ArrayList<>();
        for (int i = 0; i < 19; i++) chain.add(new int[] {5 + i, 5});
        for (int i = 0; i < 19; i++) chain.add(new int[] {24, 5 + i});
        for (int i = 0; i < 19; i++) chain.add(new int[] {24 - i, 24});
        for (int i = 0; i < 19; i++) chain.add(new int[] {5, 24 - i});
        for (int type : new int[] {Roi.POLYGON, Roi.FREEROI}) {
            Annotation drawn = RoisToLabels.defaults().paint(image, List.of(polygon(chain, type)));
            assertEquals(400, pixels(drawn));
            assertTrue(
                    drawn.notes().toString().contains("centers"), drawn.notes().toString());
        }
        assertEquals(361, pixels(RoisToLabels.defaults().paint(image, List.of(polygon(chain, Roi.TRACED_ROI)))));
        List<int[]> corners = List.of(new int[] {5, 5}, new int[] {24, 5}, new int[] {24, 24}, new int[] {5, 24});
        assertEquals(361, pixels(RoisToLabels.defaults().paint(image, List.of(polygon(corners, Roi.POLYGON)))));
    }

    @Test
    void stairsAlongPixelEdgesAreNoChainOfCenters() {
        List<int[]> stairs = List.of(
                new int[] {3, 2},
                new int[] {4, 2},
                new int[] {4, 3},
                new int[] {5, 3},
                new int[] {5, 4},
                new int[] {4, 4},
                new int[] {4, 5},
                new int[] {3, 5},
                new int[] {3, 4},
                new int[] {2, 4},
                new int[] {2, 3},
                new int[] {3, 3});
        assertEquals(5, pixels(RoisToLabels.defaults().paint(image, List.of(polygon(stairs, Roi.POLYGON)))));
    }

    @Test
    void aRoiOfAnotherPlaneIsPaintedOnTheOnlyOne() {
        Roi roi = new Roi(3, 4, 5, 6);
        roi.setPosition(3);
        Annotation drawn = RoisToLabels.defaults().paint(image, List.of(roi));
        assertEquals(30, pixels(drawn));
        assertTrue(
                drawn.notes().toString().contains("the only one of cells"),
                drawn.notes().toString());
        Roi other = new Roi(13, 4, 5, 6);
        other.setPosition(0, 2, 1);
        assertThrows(InputException.class, () -> RoisToLabels.defaults().paint(image, List.of(roi, other)));
    }

    @Test
    void framesOfAStackOfSlicesAreItsSlices() {
        ImagePlus stack = IJ.createImage("stack", "8-bit black", 31, 29, 5);
        Roi roi = new Roi(3, 4, 5, 6);
        roi.setPosition(0, 1, 3);
        Annotation drawn = RoisToLabels.defaults().paint(stack, List.of(roi));
        for (int z = 0; z < 5; z++) assertEquals(z == 2, drawn.isAnnotated(z, 0));
        assertTrue(
                drawn.notes().toString().contains("taken for its slices"),
                drawn.notes().toString());
        stack.setDimensions(1, 1, 5);
        roi.setPosition(0, 4, 1);
        drawn = RoisToLabels.defaults().paint(stack, List.of(roi));
        for (int t = 0; t < 5; t++) assertEquals(t == 3, drawn.isAnnotated(0, t));
    }

    @Test
    void whatElseIsInAZipIsLeftOutWithANote() throws IOException {
        Path zip = folder.resolve("mac.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("RoiSet/", "RoiSet/1.ROI", "__MACOSX/RoiSet/._1.roi", "Thumbs.db", "text.roi")) {
                out.putNextEntry(new ZipEntry(name));
                if (name.endsWith("ROI")) out.write(RoiEncoder.saveAsByteArray(new Roi(3, 4, 5, 6)));
                else if (!name.endsWith("/")) out.write("Mac OS X".getBytes());
            }
        }
        List<String> notes = new ArrayList<>();
        List<Roi> read = RoiFiles.read(zip, notes::add);
        assertEquals(1, read.size());
        assertEquals(
                List.of("mac.zip: left out, as they are no ROIs: __MACOSX/RoiSet/._1.roi, Thumbs.db, text.roi"), notes);
    }

    private int classes(List<Roi> rois) {
        return RoisToLabels.defaults().paint(image, rois).classes().size();
    }

    private static int pixels(Annotation drawn) {
        return (int)
                Arrays.stream(drawn.classPlanes()[0]).filter(index -> index > 0).count();
    }

    private static int objects(Annotation drawn) {
        return (int) Arrays.stream(drawn.instancePlanes()[0])
                .filter(i -> i > 0)
                .distinct()
                .count();
    }

    private static List<Roi> squares(int count, IntFunction<String> name) {
        List<Roi> rois = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Roi roi = new Roi(2 + i % 6 * 10, 3 + i / 6 * 20, 6, 5 + i % 3);
            roi.setName(name.apply(i));
            rois.add(roi);
        }
        return rois;
    }

    private static Roi polygon(List<int[]> points, int type) {
        int[] x = points.stream().mapToInt(p -> p[0]).toArray();
        int[] y = points.stream().mapToInt(p -> p[1]).toArray();
        return new PolygonRoi(x, y, x.length, type);
    }
}
