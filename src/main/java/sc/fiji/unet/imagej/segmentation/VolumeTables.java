package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.label.Components;

/**
 * Measures the objects of volumes, which reach across slices, in the image's units: one row an object, or where none were
 * told apart one a connected piece of a class.
 */
final class VolumeTables {
    private final ImagePlus image;
    private final Rectangle part;
    private final ClassList types;
    private final int depth;
    private final ResultsTable table = new ResultsTable();

    private VolumeTables(ImagePlus image, Rectangle part, ClassList types) {
        this.image = image;
        this.part = part;
        this.types = types;
        depth = image.getNSlices();
    }

    /**
     * Image and name, class, size, center, intensity of each channel, first and last slice.
     *
     * @param part of the image that the labels hold
     * @param classes label image of class indices
     * @param objects label image of objects; null where none were told apart
     * @param types the classes by index
     */
    static ResultsTable of(ImagePlus image, Rectangle part, ImagePlus classes, ImagePlus objects, ClassList types) {
        VolumeTables tables = new VolumeTables(image, part, types);
        for (int t = 0; t < image.getNFrames(); t++) {
            int[] kinds = tables.values(classes, t);
            tables.frame(t, kinds, objects == null ? tables.pieces(kinds) : tables.values(objects, t));
        }
        return tables.table;
    }

    private void frame(int t, int[] kinds, int[] numbers) {
        TreeMap<Integer, VolumeSums> objects = new TreeMap<>();
        for (int z = 0; z < depth; z++) {
            List<ImageProcessor> channels = channels(z, t);
            for (int i = 0; i < part.width * part.height; i++) {
                int at = z * part.width * part.height + i;
                if (numbers[at] <= 0) continue;
                int x = part.x + i % part.width;
                int y = part.y + i / part.width;
                objects.computeIfAbsent(numbers[at], n -> new VolumeSums(kinds[at], image.getNChannels()))
                        .add(x, y, z, channels);
            }
        }
        objects.forEach((number, sums) -> row(number, sums, t));
    }

    private int[] values(ImagePlus labels, int t) {
        int area = part.width * part.height;
        int[] values = new int[depth * area];
        for (int z = 0; z < depth; z++) {
            ImageProcessor plane = labels.getStack().getProcessor(t * depth + z + 1);
            for (int i = 0; i < area; i++) values[z * area + i] = (int) plane.getf(i);
        }
        return values;
    }

    private int[] pieces(int[] kinds) {
        return Components.of(kinds, new int[] {part.width, part.height, depth});
    }

    private List<ImageProcessor> channels(int z, int t) {
        float[] calibration = image.getCalibration().getCTable();
        List<ImageProcessor> channels = new ArrayList<>();
        for (int c = 1; c <= image.getNChannels(); c++) {
            ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(c, z + 1, t + 1));
            plane.setCalibrationTable(
                    calibration); // none where values are not calibrated, nor of 32-bit and RGB images
            channels.add(plane);
        }
        return channels;
    }

    private void row(int number, VolumeSums sums, int t) {
        Calibration c = image.getCalibration();
        String type = types.get(sums.kind()).name();
        table.addRow();
        table.addLabel(image.getTitle() + ":" + type + "#" + number);
        table.addValue("Class", type);
        table.addValue("Object", number);
        if (image.getNFrames() > 1) table.addValue("Frame", t + 1);
        table.addValue("Voxels", sums.voxels());
        table.addValue("Volume", sums.voxels() * c.pixelWidth * c.pixelHeight * c.pixelDepth);
        table.addValue("X", (sums.center(0) + 0.5 - c.xOrigin) * c.pixelWidth);
        table.addValue("Y", (sums.center(1) + 0.5 - c.yOrigin) * c.pixelHeight);
        table.addValue("Z", (sums.center(2) + 0.5 - c.zOrigin) * c.pixelDepth);
        table.addValue("First slice", sums.first() + 1);
        table.addValue("Last slice", sums.last() + 1);
        table.addValue("Mean", sums.mean(0));
        table.addValue("StdDev", sums.deviation());
        table.addValue("Min", sums.min());
        table.addValue("Max", sums.max());
        for (int channel = 2; channel <= image.getNChannels(); channel++) {
            table.addValue("Mean C" + channel, sums.mean(channel - 1));
        }
    }
}
