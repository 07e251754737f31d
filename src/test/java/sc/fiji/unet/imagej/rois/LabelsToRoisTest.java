package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.DistinctColors;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.LabelMetadata;
import sc.fiji.unet.imagej.rois.LabelsToRois.Values;
import sc.fiji.unet.imagej.segmentation.ObjectTables;
import sc.fiji.unet.imagej.segmentation.SegmentationOverlay;

class LabelsToRoisTest {
    private static final ClassList CLASSES = ClassList.of(
            ClassInfo.ofIndex(0), new ClassInfo("cell", 1, 0xFF0000), new ClassInfo("debris", 2, 0x00FF00));
    private static final RoisToLabels BACK = new RoisToLabels(RoiNaming.NAME, UnlabeledPixels.BACKGROUND, 0, false);

    @TempDir
    Path folder;

    private static ImagePlus image(int width, int height, int slices, int frames) {
        return IJ.createHyperStack("image.tif", width, height, 1, slices, frames, 8);
    }

    private static List<String> names(List<TracedRoi> traced) {
        return traced.stream().map(one -> one.roi().getName()).toList();
    }

    private static List<Roi> rois(List<TracedRoi> traced) {
        return traced.stream().map(TracedRoi::roi).toList();
    }

    @Test
    void tracedLabelsArePaintedBackExactly() {
        Random random = new Random(7);
        int[][] planes = new int[6][17 * 11];
        for (int[] plane : planes) for (int i = 0; i < plane.length; i++) plane[i] = random.nextInt(4) - 1;
        ImagePlus like = image(17, 11, 3, 2);
        ImagePlus labels = LabelImages.ofClasses(planes, CLASSES, like);
        List<TracedRoi> traced = LabelsToRois.defaults().trace(labels);
        Annotation again = BACK.paint(like, rois(traced), new RoiClasses(withThird()));
        for (int i = 0; i < planes.length; i++) assertArrayEquals(planes[i], again.classPlanes()[i], "plane " + i);
    }

    private static ClassList withThird() {
        return ClassList.of(CLASSES.get(0), CLASSES.get(1), CLASSES.get(2), ClassInfo.ofIndex(3));
    }

    @Test
    void holesStayOpen() {
        int[] ring = {1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0};
        ImagePlus labels = LabelImages.ofObjects(new int[][] {ring}, image(3, 4, 1, 1));
        TracedRoi traced = LabelsToRois.defaults().trace(labels).get(0);
        assertEquals(8, traced.roi().getStatistics().pixelCount);
        assertEquals("object#1", traced.roi().getName());
    }

    @Test
    void classesMaySplitIntoParts() {
        int[][] planes = {{1, 0, 1, 2}, {0, 1, 1, 0}};
        ImagePlus labels = LabelImages.ofClasses(planes, CLASSES, image(4, 1, 2, 1));
        assertEquals(
                List.of("cell", "debris", "cell"), names(LabelsToRois.defaults().trace(labels)));
        List<TracedRoi> parts = new LabelsToRois(Values.PARTS, 0, false).trace(labels);
        assertEquals(List.of("cell#1", "cell#2", "debris#3", "cell#4"), names(parts));
        assertEquals(2, parts.get(3).roi().getPosition());
        assertEquals(0x00FF00, parts.get(2).roi().getStrokeColor().getRGB() & 0xFFFFFF);
        assertEquals(List.of("cell#4"), names(new LabelsToRois(Values.PARTS, 2, false).trace(labels)));
    }

    @Test
    void objectsTakeTheirClassFromASecondImage() {
        ImagePlus like = image(4, 1, 1, 1);
        ImagePlus objects = LabelImages.ofObjects(new int[][] {{1, 0, 300, 300}}, like);
        ImagePlus classes = LabelImages.ofClasses(new int[][] {{1, 0, 2, 2}}, CLASSES, like);
        assertEquals(16, objects.getBitDepth());
        assertEquals(List.of("cell#1", "debris#300"), names(traced(objects, classes)));
        assertThrows(InputException.class, () -> traced(objects, image(5, 1, 1, 1)));
    }

    @Test
    void labelImagesKeepTheirMeaningInFiles() {
        ImagePlus like = image(4, 1, 1, 1);
        like.getCalibration().pixelWidth = 0.25;
        like.getCalibration().setUnit("um");
        ImagePlus labels = LabelImages.ofClasses(new int[][] {{1, -1, 0, 2}}, CLASSES, like);
        String path = folder.resolve("labels.tif").toString();
        new FileSaver(labels).saveAsTiff(path);
        ImagePlus read = IJ.openImage(path);
        assertEquals(CLASSES, LabelMetadata.classes(read));
        assertEquals(OptionalInt.of(255), LabelMetadata.ignore(read));
        assertEquals(0.25, read.getCalibration().pixelWidth);
        assertEquals(
                List.of("cell", "debris", "ignore"),
                names(LabelsToRois.defaults().trace(read)));
        assertEquals(0xFF0000, read.getProcessor().getLut().getRGB(1) & 0xFFFFFF);
    }

    @Test
    void tablesMeasureInTheImagesUnits() {
        ImagePlus imp = IJ.createImage("cells", "32-bit", 10, 8, 1);
        imp.getProcessor().setColor(5);
        imp.getProcessor().fillRect(2, 3, 4, 2);
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.5;
        int[] plane = new int[80];
        for (int y = 3; y < 5; y++) for (int x = 2; x < 6; x++) plane[y * 10 + x] = 1;
        ImagePlus labels = LabelImages.ofClasses(new int[][] {plane}, CLASSES, imp);
        List<TracedRoi> traced = new LabelsToRois(Values.PARTS, 0, false).trace(labels);
        ResultsTable objects = ObjectTables.objects(imp, traced);
        assertEquals("cell", objects.getStringValue("Class", 0));
        assertEquals(2, objects.getValue("Area", 0), 1e-9);
        assertEquals(5, objects.getValue("Mean", 0), 1e-9);
        assertEquals(2, objects.getValue("X", 0), 1e-9); // columns 2..5, half a unit each: from 1 to 3
        assertEquals(2, objects.getValue("Y", 0), 1e-9);
        assertTrue(objects.columnExists("Circ.") && objects.columnExists("Feret"));
        ResultsTable classes = ObjectTables.classes(imp, traced);
        assertEquals(10, classes.getValue("%Area", 0), 1e-9);
        assertEquals(2, classes.getValue("Area", 0), 1e-9);
    }

    @Test
    void refusesWhatIsNoLabelImage() {
        ImagePlus color = IJ.createImage("photo", "RGB", 4, 4, 1);
        assertThrows(InputException.class, () -> LabelsToRois.defaults().trace(color));
        ImagePlus fraction = new ImagePlus("map", new FloatProcessor(2, 1, new float[] {1, 0.5f}));
        String message = assertThrows(
                        InputException.class, () -> LabelsToRois.defaults().trace(fraction))
                .getMessage();
        assertTrue(message.contains("map") && message.contains("0.5"), message);
        assertThrows(OptionException.class, () -> Values.of("blobs"));
        assertThrows(OptionException.class, () -> new SegmentationOverlay(1.5, 1));
    }

    @Test
    void colorsDifferFromEachOtherAndFromBlack() {
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < i; j++) {
                double[] a = DistinctColors.lab(DistinctColors.of(i));
                double[] b = DistinctColors.lab(DistinctColors.of(j));
                double distance = Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
                assertTrue(distance > 15, i + " and " + j + " are only " + distance + " apart");
            }
        }
        assertArrayEquals(new double[] {100, 0, 0}, DistinctColors.lab(0xFFFFFF), 0.02);
        assertArrayEquals(new double[] {53.24, 80.09, 67.20}, DistinctColors.lab(0xFF0000), 0.02);
    }

    /** Objects 1, 2, 3 and 7 of two classes, as ROIs and as a TIFF file between. */
    @Test
    void theClassOfEachObjectSurvivesAFile() {
        int[][] objects = {{1, 1, 0, 2, 2, 0}, {3, 0, 7, 7, -1, 2}};
        int[][] classes = {{1, 1, 0, 2, 2, 0}, {1, 0, 1, 1, -1, 2}};
        ImagePlus like = image(6, 1, 2, 1);
        ImagePlus labels =
                LabelImages.ofObjects(new Annotation(6, 1, 2, 1, CLASSES, classes, objects, objects, List.of()), like);
        assertEquals("1 3 7", labels.getProp("unet.object.labels.1"));
        assertEquals("cell", labels.getProp("unet.object.class.1"));
        Path file = folder.resolve("objects.tif");
        new FileSaver(labels).saveAsTiff(file.toString());
        List<TracedRoi> traced = LabelsToRois.defaults().trace(IJ.openImage(file.toString()));
        List<String> found = names(traced).stream()
                .filter(name -> !name.equals("ignore"))
                .sorted()
                .toList();
        assertEquals(List.of("cell#1", "cell#3", "cell#7", "debris#2", "debris#2"), found);
        assertEquals(0x00FF00, traced.get(1).type().color());
        Annotation again = BACK.paint(like, rois(traced), new RoiClasses(CLASSES));
        for (int i = 0; i < classes.length; i++) assertArrayEquals(classes[i], again.classPlanes()[i], "plane " + i);
    }

    private static List<TracedRoi> traced(ImagePlus objects, ImagePlus classes) {
        List<TracedRoi> traced = new ArrayList<>();
        LabelsToRois.defaults().each(objects, classes, CLASSES, traced::add);
        return traced;
    }
}
