package sc.fiji.unet.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.FileSaver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.compare.Recipes;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoiClasses;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoisToLabels;

/** Damaged lists, tables and outlines: read or refused in words. */
@Timeout(3600)
class TextFuzzTest {
    private static final String COCO =
            """
            {"images": [{"id": 7, "file_name": "a.tif"}], "categories": [{"id": 1, "name": "cell"}],
             "annotations": [
              {"image_id": 7, "category_id": 1, "segmentation": [[2,3, 8,3, 8,7, 2,7]], "iscrowd": 0},
              {"image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4], "segmentation": []},
              {"image_id": 7, "category_id": 1, "segmentation": {"size": [23, 31], "counts": "1b02d0"}},
              {"image_id": 7, "category_id": 1, "segmentation": {"size": [23, 31], "counts": [24, 5, 684]}}]}""";
    private static final String LABELME =
            """
            {"imagePath": "a.tif", "imageHeight": 23, "imageWidth": 31, "shapes": [
             {"label": "cell", "points": [[2,3],[8,3],[8,7],[2,7]], "group_id": null, "shape_type": "polygon"},
             {"label": "cell", "points": [[12,3],[18,7]], "group_id": 4, "shape_type": "circle"}]}""";
    private static final String GEO_JSON =
            """
            {"type": "FeatureCollection", "features": [{"type": "Feature",
             "geometry": {"type": "MultiPolygon", "coordinates": [[[[1,1],[9,1],[9,9],[1,9],[1,1]], [[3,3],[5,3],[5,5],[3,3]]]]},
             "properties": {"classification": {"name": "cell", "color": [1, 2, 3]}, "isLocked": false}}]}""";

    @TempDir
    Path folder;

    @BeforeEach
    void saveImage() {
        String file = folder.resolve("a.tif").toString();
        assertTrue(new FileSaver(IJ.createImage("a", "8-bit black", 31, 23, 1)).saveAsTiff(file));
    }

    private Fuzzing fuzz(String name, Fuzzing.Reader reader) {
        return new Fuzzing(folder, name, reader);
    }

    private void paintFolder(Path file) {
        for (DrawnImage drawn : RoiFolders.read(folder, folder, Progress.NONE)) paint(drawn.image(), drawn.rois());
    }

    private static void paint(ij.ImagePlus image, List<Roi> rois) {
        if (!rois.isEmpty()) RoisToLabels.defaults().paint(image, rois, RoiClasses.of(rois, RoiNaming.AUTO));
    }

    @ParameterizedTest
    @ValueSource(strings = {COCO, LABELME})
    void annotations(String text) throws Exception {
        fuzz("a.json", this::paintFolder).text(text);
    }

    @Test
    void geoJson() throws Exception {
        fuzz("a.geojson", this::paintFolder).text(GEO_JSON);
    }

    @Test
    void rois() throws Exception {
        Roi polygon = new PolygonRoi(new float[] {1.5f, 9, 7}, new float[] {2, 3.5f, 11}, Roi.POLYGON);
        polygon.setName("cell#1");
        Roi composite = new ShapeRoi(new Roi(2, 2, 9, 9)).not(new ShapeRoi(new OvalRoi(4, 4, 3, 3)));
        List<Roi> seeds = List.of(polygon, composite, new OvalRoi(3, 4, 11, 7), new Roi(1, 2, 3, 4));
        List<byte[]> singles = new java.util.ArrayList<>();
        for (Roi roi : seeds) {
            RoiFiles.write(folder.resolve("seed.roi"), List.of(roi));
            singles.add(Files.readAllBytes(folder.resolve("seed.roi")));
        }
        RoiFiles.write(folder.resolve("seed.zip"), seeds);
        ij.ImagePlus image = IJ.createImage("a", "8-bit black", 31, 23, 1);
        fuzz("b.roi", file -> paint(image, RoiFiles.read(file, note -> {}))).binary(singles);
        fuzz("b.zip", file -> paint(image, RoiFiles.read(file, note -> {})))
                .binary(List.of(Files.readAllBytes(folder.resolve("seed.zip"))));
    }

    @Test
    void recipes() throws Exception {
        fuzz("list.yaml", Recipes::read)
                .text(
                        "runs:\n- {name: a, architecture: unet, width: 8, depth: 2}\n- &b {loss: dice, learningrate: 1e-3}\n",
                        "grid:\n  architecture: [unet, segnet]\n  width: [4, 8]\n  learningrate: 0.001\n");
    }

    @Test
    void splits() throws Exception {
        fuzz("split.csv", Split::read).text("name,split\na.tif,train\n\"b, c.tif\",val\nd,test\n");
    }
}
