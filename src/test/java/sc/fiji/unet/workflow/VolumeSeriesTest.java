package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.segmentation.ImageSegmentation;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.imagej.segmentation.SegmentedImage;
import sc.fiji.unet.model.LoadedModel;

/** A file of several volumes, two channels each: every time point comes out, as where the image is open. */
class VolumeSeriesTest {
    private static final int SLICES = 3;
    private static final int FRAMES = 2;

    @TempDir
    Path folder;

    private ImagePlus series;

    /** Squares that reach across two slices, one more in the second frame. */
    @BeforeEach
    void writeSeries() throws IOException {
        ImageStack stack = new ImageStack(23, 9);
        for (int i = 0; i < SLICES * FRAMES; i++) {
            for (int c = 0; c < 2; c++) {
                ByteProcessor plane = new ByteProcessor(23, 9);
                plane.setValue(200 + c);
                int squares = i % SLICES == 0 ? 0 : i / SLICES + 2;
                for (int n = 0; n < squares; n++) plane.fill(new Roi(1 + 5 * n, 2, 3, 3 + n));
                stack.addSlice(plane);
            }
        }
        series = new ImagePlus("series.tif", stack);
        series.setDimensions(2, SLICES, FRAMES);
        series.getCalibration().pixelDepth = 2;
        series.getCalibration().setUnit("um");
        Files.createDirectories(folder.resolve("in"));
        new FileSaver(series).saveAsTiff(folder.resolve("in/series.tif").toString());
    }

    private void run(String objects) {
        ThresholdModel.write(folder.resolve("model"), 3, 2, ThresholdModel.plain(3));
        SegmentOptions options = SegmentOptions.defaults(
                        folder.resolve("in"), folder.resolve("out"), folder.resolve("model"))
                .withLabels(LabelOptions.defaults().withObjects(objects))
                .withShow(new SegmentOptions.Show(true, true, true, true, SegmentOptions.Exchange.ALL));
        new Prediction(new ImageFiles(), new SegmentationFiles(), ThresholdModel.compiler(2))
                .run(options, Progress.NONE);
    }

    private SegmentedImage open(String objects) {
        ImageSegmentation segmentation =
                new ImageSegmentation(LabelOptions.defaults().withObjects(objects), true);
        try (LoadedModel model = ThresholdModel.open(folder.resolve("model"), 3, 2, ThresholdModel.plain(3))) {
            return segmentation.run(series, model, Progress.NONE);
        }
    }

    private ImagePlus written(String file) {
        return ImageFiles.open(folder.resolve("out").resolve(file), Progress.NONE);
    }

    private static void assertSame(ImagePlus expected, ImagePlus found, float scale) {
        assertArrayEquals(expected.getDimensions(), found.getDimensions());
        for (int i = 1; i <= expected.getStackSize(); i++) {
            float[] values = floats(expected, i);
            for (int k = 0; k < values.length; k++) values[k] *= scale;
            assertArrayEquals(values, floats(found, i), 1e-6f);
        }
    }

    private static float[] floats(ImagePlus image, int plane) {
        return (float[])
                image.getStack().getProcessor(plane).convertToFloatProcessor().getPixels();
    }

    @Test
    void classesOfEachTimePointAreAsWhereTheImageIsOpen() {
        run("semantic");
        SegmentedImage open = open("semantic");
        ImagePlus labels = written("series.tif");
        assertSame(open.classes(), labels, 200); // the value of the class in masks
        assertTrue(labels.isHyperStack());
        assertEquals(2, labels.getCalibration().pixelDepth);
        assertSame(open.probabilities(), written("probabilities/series.tif"), 1);
        assertSame(open.classes(), written("ome-tiff/series.ome.tif"), 1);
    }

    @Test
    void objectsOfEachTimePointAreAsWhereTheImageIsOpen() throws IOException {
        run("components");
        SegmentedImage open = open("components");
        assertSame(open.objects(), written("series.tif"), 1);
        ResultsTable table =
                ResultsTable.open(folder.resolve("out/tables/series.csv").toString());
        assertArrayEquals(new double[] {1, 1, 2, 2, 2}, table.getColumn("Frame"));
        assertEquals("series:lung#5", table.getStringValue("Label", 4));
        Set<String> planes = new TreeSet<>();
        String text = Files.readString(folder.resolve("out/geojson/series.geojson"));
        for (JsonElement feature :
                JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("features")) {
            JsonObject geometry = feature.getAsJsonObject().getAsJsonObject("geometry");
            JsonObject plane = geometry.getAsJsonObject("plane");
            planes.add(plane.get("z") + " " + plane.get("t"));
        }
        assertEquals(Set.of("1 0", "2 0", "1 1", "2 1"), planes);
        assertTrue(Files.exists(folder.resolve("out/overlays/series.png")));
        assertEquals(
                open.traced().stream().map(one -> place(one.roi())).toList(),
                RoiFiles.read(folder.resolve("out/rois/series.zip"), note -> {}).stream()
                        .map(VolumeSeriesTest::place)
                        .toList());
    }

    private static String place(Roi roi) {
        return roi.getName() + " " + roi.getZPosition() + " " + roi.getTPosition();
    }
}
