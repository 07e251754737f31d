package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import java.awt.Rectangle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.annotations.AnnotationFile;
import sc.fiji.unet.annotations.DrawnShape;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.PlaneValues;

/** What other programs get of a part of a stack in which each plane has an object of one pixel, one pixel further right. */
class ExchangeFilesTest {
    private static final ClassList TYPES = ClassList.named(List.of("background", "cell"));
    private static final Rectangle PART = new Rectangle(5, 3, 6, 2);

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private static SegmentedImage segmented(String title, int slices, int frames) {
        ImagePlus image = IJ.createHyperStack(title, 20, 10, 1, slices, frames, 8);
        int[][] numbers = new int[slices * frames][PART.width * PART.height];
        int[][] classes = new int[slices * frames][PART.width * PART.height];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i][i] = i + 1;
            classes[i][i] = 1;
        }
        return new SegmentedImage(
                image,
                PART,
                TYPES,
                LabelImages.ofClasses(PlaneValues.of(classes), TYPES, image, PART),
                LabelImages.ofObjects(PlaneValues.of(numbers), image, PART),
                null,
                new float[0],
                false);
    }

    private void write(SegmentedImage segmented, Path output) {
        new SegmentationView(false, false, false, false, 0)
                .written("all", output, segmented.image())
                .show(segmented, progress);
    }

    @Test
    void planesAndPlacesAreThoseOfTheWholeImage() {
        write(segmented("stack.tif", 2, 2), folder);
        List<DrawnShape> shapes = AnnotationFile.read(folder.resolve("geojson/stack.geojson"))
                .ofOnlyImage()
                .orElseThrow();
        assertEquals(4, shapes.size());
        for (int i = 0; i < 4; i++) {
            DrawnShape shape = shapes.get(i);
            assertArrayEquals(new int[] {i % 2 + 1, i / 2 + 1}, new int[] {shape.slice(), shape.frame()}, "" + i);
            double x = Double.MAX_VALUE;
            for (double[] corner : shape.rings().get(0)) x = Math.min(x, corner[0]);
            assertEquals(PART.x + i, x);
        }
        ImagePlus labels = IJ.openImage(folder.resolve("ome-tiff/stack.ome.tif").toString());
        assertEquals(4, labels.getStackSize());
        assertEquals(3, labels.getStack().getProcessor(3).get(2, 0));
        assertFalse(Files.exists(folder.resolve("coco")));
        assertTrue(
                notes.get(0).startsWith("COCO's format has no stacks: what was found in stack.tif"), notes.toString());
    }

    @Test
    void itLiesBesideTheImageUnderANameThatIsAFiles() {
        SegmentedImage segmented = segmented("../a: b.tif", 1, 1);
        FileInfo file = new FileInfo();
        file.directory = folder.toString();
        file.fileName = "original.tif";
        segmented.image().setFileInfo(file);
        write(segmented, null);
        Path coco = folder.resolve("coco/.._a_ b.json");
        assertEquals(
                1, AnnotationFile.read(coco).of("original.tif").orElseThrow().size());
        assertTrue(Files.exists(folder.resolve("geojson/.._a_ b.geojson")));
        assertEquals(List.of("For other programs (exchange = all): below " + folder), notes);
    }
}
