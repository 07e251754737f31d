package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.NiftiLabels;
import sc.fiji.unet.imagej.files.OmeTiffs;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.segment.SegmentationWriter;
import sc.fiji.unet.segment.SegmentedFile;

/** Writes what an open image would show: objects as ImageJ's TIFF, ROIs of the ROI Manager, the Results table. */
public final class SegmentationFiles implements SegmentationWriter {
    private final OutputFiles files = new OutputFiles();

    @Override
    public void labels(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes,
            ImageSource source) {
        if (PlaneRows.needed(labels)) PlaneRows.classes(file, labels, classes, source);
        else files.labels(file, labels, classes, source);
    }

    @Override
    public void probabilities(
            Path file, RandomAccessibleInterval<FloatType> probabilities, ClassList classes, ImageSource source) {
        files.probabilities(file, probabilities, classes, source);
    }

    @Override
    public void overlay(
            Path file,
            ImageSource source,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes) {
        files.overlay(file, source, labels, classes);
    }

    @Override
    public void objects(Path file, SegmentedFile segmented) {
        if (isByRows(segmented)) new PlaneRows(segmented).labels(file);
        else OutputFiles.writeTiff(file, image(segmented).labels());
    }

    private static boolean isByRows(SegmentedFile segmented) {
        return !segmented.volume() && PlaneRows.needed(segmented.objects());
    }

    @Override
    public void grid(Path file, RandomAccessibleInterval<? extends IntegerType<?>> labels, Path segmented) {
        NiftiLabels.write(file, labels, segmented);
    }

    @Override
    public void rois(Path file, SegmentedFile segmented) {
        SegmentedImage image = image(segmented);
        boolean any =
                RoiFiles.writeEach(file, use -> image.eachTraced(ObjectColors.CLASS, one -> use.accept(one.roi())));
        if (!any) AtomicFiles.delete(file); // the ROI Manager opens no file without ROIs
    }

    @Override
    public void table(Path file, SegmentedFile segmented) {
        if (segmented.objects() != null && isByRows(segmented)) {
            new PlaneRows(segmented).table(file);
            return;
        }
        ResultsTable table = image(segmented).table();
        AtomicFiles.write(file, temporary -> table.saveAs(temporary.toString()));
    }

    @Override
    public void omeTiff(Path file, SegmentedFile segmented) {
        boolean apart = segmented.objects() != null;
        Map<String, String> names = apart ? planes(segmented).names(segmented.types()) : names(segmented.types());
        OmeTiffs.write(file, apart ? segmented.objects() : segmented.classes(), segmented.source(), names);
    }

    private static Map<String, String> names(ClassList types) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < types.size(); i++) names.put("" + i, types.get(i).name());
        return names;
    }

    private static SegmentedPlanes planes(SegmentedFile file) {
        SegmentedPlanes planes = new SegmentedPlanes(file.volume());
        planes.add(file.classes(), file.objects());
        return planes;
    }

    private static SegmentedImage image(SegmentedFile file) {
        ImagePlus imp = ImagePlusSources.toImagePlus(file.source());
        SegmentedPlanes planes = planes(file);
        planes.addCertainty(file.certainty());
        return planes.finish(
                imp,
                new Rectangle(imp.getWidth(), imp.getHeight()),
                file.types().indexed());
    }
}
