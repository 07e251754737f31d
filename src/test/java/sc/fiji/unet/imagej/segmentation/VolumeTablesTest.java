package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import ij.process.StackConverter;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.ClassList;

class VolumeTablesTest {
    private static final Rectangle PART = new Rectangle(2, 1, 6, 5);
    private static final ClassList TYPES =
            ClassList.named(List.of("background", "cell")).indexed();

    /** Two boxes of 2 x 2 x 2 voxels, of which one begins in the first slice and one in the second; they share no voxel. */
    private static ImagePlus labels(int first, int second) {
        ImagePlus labels = IJ.createImage("labels", "8-bit black", PART.width, PART.height, 4);
        for (int i = 0; i < 8; i++) {
            labels.getStack().getProcessor(1 + i / 4).set(i % 2, i / 2 % 2, first);
            labels.getStack().getProcessor(2 + i / 4).set(4 + i % 2, 3 + i / 2 % 2, second);
        }
        return labels;
    }

    /** Each voxel holds 10 x + z, both from 0. */
    private static ImagePlus image() {
        ImagePlus image = IJ.createImage("cells.tif", "16-bit black", 10, 8, 4);
        for (int z = 0; z < 4; z++) {
            for (int i = 0; i < 80; i++) image.getStack().getProcessor(z + 1).set(i, 10 * (i % 10) + z);
        }
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().pixelHeight = 0.5;
        image.getCalibration().pixelDepth = 2;
        return image;
    }

    private static void check(ResultsTable table) {
        assertEquals(2, table.size());
        assertEquals("cell", table.getStringValue("Class", 0));
        assertEquals("cells.tif:cell#1", table.getLabel(0));
        assertEquals(8, table.getValue("Voxels", 0));
        assertEquals(4, table.getValue("Volume", 0));
        assertEquals(3 * 0.5, table.getValue("X", 0), "pixels 2 and 3 of the image");
        assertEquals(2 * 0.5, table.getValue("Y", 0));
        assertEquals(1 * 2, table.getValue("Z", 0));
        assertEquals(1, table.getValue("First slice", 0));
        assertEquals(2, table.getValue("Last slice", 0));
        assertEquals(25.5, table.getValue("Mean", 0));
        assertEquals(20, table.getValue("Min", 0));
        assertEquals(31, table.getValue("Max", 0));
        assertEquals(
                Math.sqrt(8 * 25.25 / 7), table.getValue("StdDev", 0), 1e-9, "half of them are 10 more, half 1 more");
        assertEquals(2, table.getValue("First slice", 1));
        assertEquals(3, table.getValue("Last slice", 1));
    }

    @Test
    void objectsAreMeasuredAcrossSlices() {
        float[] certainty = {0.5f, 0.75f};
        ResultsTable table =
                new SegmentedImage(image(), PART, TYPES, labels(1, 1), labels(1, 2), null, certainty, true).table();
        check(table);
        assertEquals(0.75, table.getValue("Confidence", 1));
    }

    private static ResultsTable table(ImagePlus image) {
        return new SegmentedImage(image, PART, TYPES, labels(1, 1), labels(1, 2), null, new float[0], true).table();
    }

    @Test
    void allThatIsSaidOfValuesIsCalibrated() {
        for (int bits : new int[] {8, 16}) {
            ImagePlus image = image();
            if (bits == 8) new StackConverter(image).convertToGray8();
            ResultsTable raw = table(image);
            double[] line = {100, -2};
            image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, line, "OD");
            ResultsTable table = table(image);
            assertEquals(100 - 2 * raw.getValue("Mean", 0), table.getValue("Mean", 0), 1e-4);
            assertEquals(2 * raw.getValue("StdDev", 0), table.getValue("StdDev", 0), 1e-4);
            assertEquals(100 - 2 * raw.getValue("Max", 0), table.getValue("Min", 0), 1e-4, "the line falls");
            assertEquals(100 - 2 * raw.getValue("Min", 0), table.getValue("Max", 0), 1e-4);
        }
    }

    @Test
    void imagesThatImageJDoesNotCalibrateAreMeasuredAsTheyAre() {
        ImagePlus real = image();
        new StackConverter(real).convertToGray32();
        real.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {100, -2}, "OD");
        assertEquals(25.5, table(real).getValue("Mean", 0));
        ImagePlus color = IJ.createImage("color", "RGB black", 10, 8, 4);
        for (int z = 1; z <= 4; z++) {
            ImageProcessor plane = color.getStack().getProcessor(z);
            plane.setColor(0x303030);
            plane.fill();
        }
        assertEquals(0x30, table(color).getValue("Mean", 0), 0.5, "gray");
    }

    @Test
    void withoutObjectsConnectedPiecesAre() {
        check(new SegmentedImage(image(), PART, TYPES, labels(1, 1), null, null, new float[0], true).table());
    }
}
