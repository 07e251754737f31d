package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import sc.fiji.unet.config.ClassList;

/** Counts how much of an image each class covers. */
final class ClassShares {
    private ClassShares() {}

    /**
     * One row a class, the background included: pixels, area over all planes in the image's units, share.
     *
     * @param classes label image of class indices
     */
    static ResultsTable of(ImagePlus classes, ClassList types) {
        long[] pixels = new long[types.size()];
        for (int i = 1; i <= classes.getStackSize(); i++) {
            ImageProcessor plane = classes.getStack().getProcessor(i);
            for (int k = 0; k < plane.getPixelCount(); k++) pixels[(int) plane.getf(k)]++;
        }
        Calibration c = classes.getCalibration();
        double total = (double) classes.getWidth() * classes.getHeight() * classes.getStackSize();
        ResultsTable table = new ResultsTable();
        for (int i = 0; i < pixels.length; i++) {
            table.addRow();
            table.addValue("Class", types.get(i).name());
            table.addValue("Pixels", pixels[i]);
            table.addValue("Area", pixels[i] * c.pixelWidth * c.pixelHeight);
            table.addValue("%Area", 100 * pixels[i] / total);
        }
        return table;
    }
}
