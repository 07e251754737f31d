package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.labels.LabelImages;

/** What colors tell of three objects, each a pixel of a row, of which the network is more and more sure. */
class ObjectColorsTest {
    private static final int ORANGE = 0xD55E00;
    private static final int YELLOW = 0xF0E442;
    private static final int BLUE = 0x0072B2;
    private static final ClassList TYPES = ClassList.named(List.of("background", "cell"));

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private static SegmentedImage segmented(float... certainty) {
        int n = 3;
        ImagePlus image = IJ.createImage("row.tif", "8-bit black", 2 * n + 1, 1, 1);
        int[] numbers = new int[2 * n + 1];
        for (int i = 0; i < n; i++) numbers[2 * i + 1] = i + 1;
        int[] classes =
                Arrays.stream(numbers).map(number -> Math.min(1, number)).toArray();
        return new SegmentedImage(
                image,
                new Rectangle(2 * n + 1, 1),
                TYPES,
                LabelImages.ofClasses(new int[][] {classes}, TYPES, image),
                LabelImages.ofObjects(new int[][] {numbers}, image),
                null,
                certainty,
                false);
    }

    private int[] show(SegmentedImage segmented, String color) {
        new SegmentationView(false, true, false, false, 0.25)
                .colored(ObjectColors.of(color))
                .show(segmented, progress);
        return Arrays.stream(segmented.image().getOverlay().toArray())
                .mapToInt(roi -> roi.getStrokeColor().getRGB() & 0xFFFFFF)
                .toArray();
    }

    @Test
    void outlinesAndLabelsShowHowSureTheNetworkIs() {
        SegmentedImage segmented = segmented(0.3f, 0.75f, 1);
        assertArrayEquals(new int[] {ORANGE, YELLOW, BLUE}, show(segmented, "confidence"));
        ImageProcessor labels = segmented.labels().getProcessor();
        int[] seen = {1, 3, 5};
        for (int i = 0; i < 3; i++) seen[i] = labels.getLut().getRGB(labels.get(seen[i], 0)) & 0xFFFFFF;
        assertArrayEquals(new int[] {ORANGE, YELLOW, BLUE}, seen);
        assertEquals(0, labels.getLut().getRGB(0) & 0xFFFFFF);
        assertEquals(2, labels.get(3, 0), "the numbers are what they were");
    }

    @Test
    void classesAndObjectsHaveTheirColors() {
        int cell = TYPES.get(1).color();
        assertArrayEquals(new int[] {cell, cell, cell}, show(segmented(0.3f, 0.75f, 1), "class"));
        assertEquals(
                3,
                Arrays.stream(show(segmented(0.3f, 0.75f, 1), "object"))
                        .distinct()
                        .count());
        assertTrue(notes.isEmpty(), notes.toString());
    }

    @Test
    void whereNobodyKnowsItIsSaid() {
        int cell = TYPES.get(1).color();
        assertArrayEquals(new int[] {cell, cell, cell}, show(segmented(), "confidence"));
        assertTrue(notes.get(0).contains("row.tif"), notes.toString());
        show(segmented(new float[255]), "confidence");
        assertTrue(notes.get(1).contains("254"), notes.toString());
    }

    @Test
    void theTableCanBeSortedByIt() {
        ResultsTable table = segmented(0.9f, 0.3f, 0.75f).table();
        table.sort("Confidence");
        assertEquals(2, table.getValue("Object", 0));
        assertEquals(1, table.getValue("Object", 2));
        Roi least = segmented(0.9f, 0.3f, 0.75f).traced().get(1).roi();
        assertEquals("0.300", least.getProperty("unet.confidence"));
    }

    @Test
    void anotherWordIsRefused() {
        String message = org.junit.jupiter.api.Assertions.assertThrows(
                        OptionException.class, () -> ObjectColors.of("size"))
                .getMessage();
        assertTrue(message.contains("size") && message.contains("confidence"), message);
    }
}
