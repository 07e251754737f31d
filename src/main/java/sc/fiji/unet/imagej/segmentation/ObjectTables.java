package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Measurements;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.imagej.rois.RoiCertainty;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.TracedRoi;

/** Measures a segmentation on the image it belongs to, in the image's units and under ImageJ's own column names. */
public final class ObjectTables {
    private static final int MEASUREMENTS = Measurements.AREA
            | Measurements.MEAN
            | Measurements.STD_DEV
            | Measurements.MIN_MAX
            | Measurements.CENTROID
            | Measurements.PERIMETER
            | Measurements.SHAPE_DESCRIPTORS
            | Measurements.FERET;

    private ObjectTables() {}

    /** One row an object and plane: image and name, class, area, intensity of each channel, centroid, perimeter, shape, Feret. */
    public static ResultsTable objects(ImagePlus imp, List<TracedRoi> traced) {
        ResultsTable table = new ResultsTable();
        Analyzer analyzer = new Analyzer(imp, MEASUREMENTS, table);
        Planes planes = new Planes(imp);
        for (TracedRoi one : traced) {
            if (isIgnored(one)) continue;
            Roi roi = (Roi) one.roi().clone();
            roi.setImage(imp);
            analyzer.saveResults(planes.statistics(roi, 1, one.plane()), roi);
            describe(table, imp, one);
            for (int channel = 2; channel <= imp.getNChannels(); channel++) {
                table.addValue("Mean C" + channel, planes.statistics(roi, channel, one.plane()).mean);
            }
        }
        return table;
    }

    /** One row a class: how many objects, their area, its share of everything that was segmented. */
    public static ResultsTable classes(ImagePlus imp, List<TracedRoi> traced) {
        double pixels = (double) imp.getWidth() * imp.getHeight() * imp.getNSlices() * imp.getNFrames();
        Map<ClassInfo, double[]> sums = new LinkedHashMap<>();
        for (TracedRoi one : traced) {
            int covered = one.roi().getStatistics().pixelCount;
            if (isIgnored(one)) {
                pixels -= covered;
                continue;
            }
            double[] sum = sums.computeIfAbsent(one.type(), type -> new double[2]);
            sum[0]++;
            sum[1] += covered;
        }
        return table(sums, pixels, imp);
    }

    private static ResultsTable table(Map<ClassInfo, double[]> sums, double pixels, ImagePlus imp) {
        double pixelArea = imp.getCalibration().pixelWidth * imp.getCalibration().pixelHeight;
        ResultsTable table = new ResultsTable();
        sums.forEach((type, sum) -> {
            table.addRow();
            table.addValue("Class", type.name());
            table.addValue("Outlines", sum[0]);
            table.addValue("Area", sum[1] * pixelArea);
            table.addValue("%Area", 100 * sum[1] / pixels);
        });
        return table;
    }

    private static boolean isIgnored(TracedRoi one) {
        return one.type().name().equals(RoiNaming.IGNORE);
    }

    private static void describe(ResultsTable table, ImagePlus imp, TracedRoi one) {
        table.addLabel(imp.getTitle() + ":" + one.roi().getName()); // as ImageJ labels what it measures
        table.addValue("Class", one.type().name());
        table.addValue("Object", one.label());
        RoiCertainty.of(one.roi()).ifPresent(certainty -> table.addValue("Confidence", certainty));
        if (imp.getNSlices() > 1) table.addValue("Slice", one.plane() % imp.getNSlices() + 1);
        if (imp.getNFrames() > 1) table.addValue("Frame", one.plane() / imp.getNSlices() + 1);
    }

    /** Keeps a plane of each channel: those of a virtual stack would be read anew for each object. */
    private static final class Planes {
        private final ImagePlus imp;
        private final ImageProcessor[] kept;
        private final int[] indices;

        Planes(ImagePlus imp) {
            this.imp = imp;
            kept = new ImageProcessor[imp.getNChannels()];
            indices = new int[kept.length];
        }

        ImageStatistics statistics(Roi roi, int channel, int plane) {
            int index = imp.getStackIndex(channel, plane % imp.getNSlices() + 1, plane / imp.getNSlices() + 1);
            if (indices[channel - 1] != index)
                kept[channel - 1] = imp.getStack().getProcessor(index);
            indices[channel - 1] = index;
            ImageProcessor processor = kept[channel - 1];
            processor.setRoi(roi);
            return ImageStatistics.getStatistics(processor, MEASUREMENTS, imp.getCalibration());
        }
    }
}
