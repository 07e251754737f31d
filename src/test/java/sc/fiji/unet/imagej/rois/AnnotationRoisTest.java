package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.io.FileSaver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.NotedProgress;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.imagej.labels.Annotation;

/** JSON of other programs beside images, painted pixel by pixel. */
class AnnotationRoisTest {
    @TempDir
    Path folder;

    private final NotedProgress notes = new NotedProgress();

    @BeforeEach
    void saveImages() {
        for (String name : List.of("a.tif", "b.tif")) {
            assertTrue(new FileSaver(IJ.createImage(name, "8-bit black", 31, 23, 1))
                    .saveAsTiff(folder.resolve(name).toString()));
        }
    }

    @Test
    void cocoNamesTheImagesOfOneFile() throws IOException {
        write(
                "instances.json",
                """
                {"images": [{"id": 7, "file_name": "train/a.tif"}, {"id": 8, "file_name": "b.tif"}],
                 "categories": [{"id": 1, "name": "cell"}, {"id": 3, "name": "dirt"}],
                 "annotations": [
                  {"image_id": 7, "category_id": 1, "segmentation": [[2,3, 8,3, 8,7, 2,7]], "iscrowd": 0},
                  {"image_id": 7, "category_id": 3, "segmentation": [[12,3, 14,3, 14,5, 12,5], [12,9, 14,9, 14,10, 12,10]]},
                  {"image_id": 7, "category_id": 1, "bbox": [1, 2, 3, 4], "segmentation": []},
                  {"image_id": 8, "category_id": 1, "segmentation": {"size": [23, 31], "counts": [24, 5, 684]}},
                  {"image_id": 8, "category_id": 1, "iscrowd": 1, "segmentation": {"size": [23, 31], "counts": [71, 3, 639]}}]}
                """);
        List<DrawnImage> drawn = RoiFolders.read(folder, folder, notes);
        RoiClasses classes =
                RoiClasses.ofAll(drawn.stream().map(DrawnImage::rois).toList(), RoiNaming.AUTO);
        assertEquals(
                List.of("background", "cell", "dirt"),
                classes.list().stream().map(ClassInfo::name).toList());
        Annotation a = paint(drawn.get(0), classes);
        assertEquals(24, count(a, 1));
        assertEquals(6, count(a, 2));
        assertEquals(2, objects(a), "the parts of an object are one");
        Annotation b = paint(drawn.get(1), classes);
        assertEquals(5, count(b, 1));
        assertEquals(1, b.classPlanes()[0][31 + 1], "down the second column, from its second pixel");
        assertEquals(3, count(b, -1));
        assertTrue(notes.toString().contains("instances.json: 1 annotations without an outline"), notes.toString());
    }

    @Test
    void labelmeDrawsBesideItsImage() throws IOException {
        write(
                "a.json",
                """
                {"imagePath": "a.tif", "shapes": [
                 {"label": "cell", "points": [[2,3],[8,3],[8,7],[2,7]], "group_id": null, "shape_type": "polygon"},
                 {"label": "cell", "points": [[12,3],[15,5]], "group_id": 1, "shape_type": "rectangle"},
                 {"label": "cell", "points": [[12,9],[15,10]], "group_id": 1, "shape_type": "rectangle"},
                 {"label": "__ignore__", "points": [[20,10],[22,10]], "shape_type": "circle"},
                 {"label": "cell", "points": [[25,15],[27,17]], "shape_type": "mask", "mask": "%s"}]}
                """
                        .formatted(png()));
        List<DrawnImage> drawn = RoiFolders.read(folder, folder, notes);
        assertEquals(1, drawn.size());
        Annotation a = paint(drawn.get(0), RoiClasses.of(drawn.get(0).rois(), RoiNaming.AUTO));
        assertEquals(24 + 6 + 3 + 2, count(a, 1));
        assertEquals(3, objects(a));
        assertEquals(12, count(a, -1));
        assertEquals(1, a.classPlanes()[0][16 * 31 + 25]);
    }

    @Test
    void quPathsPolygonsHaveHoles() throws IOException {
        write(
                "a.tif.geojson",
                """
                {"type": "FeatureCollection", "features": [
                 {"type": "Feature", "properties": {"classification": {"name": "Tumor"}}, "geometry": {"type": "Polygon",
                  "coordinates": [[[2,2],[10,2],[10,8],[2,8],[2,2]], [[4,4],[6,4],[6,6],[4,6],[4,4]]]}},
                 {"type": "Feature", "properties": {"classification": {"names": ["Stroma", "Positive"]}}, "geometry":
                  {"type": "MultiPolygon", "coordinates": [[[[12,2],[14,2],[14,4],[12,4],[12,2]]],
                   [[[12,6],[14,6],[14,8],[12,8],[12,6]]]]}},
                 {"type": "Feature", "properties": {"classification": {"name": "Ignore*"}}, "geometry": {"type": "Polygon",
                  "coordinates": [[[20,2],[22,2],[22,4],[20,4],[20,2]]]}},
                 {"type": "Feature", "properties": {"classification": {"name": "Region*"}}, "geometry": {"type": "Polygon",
                  "coordinates": [[[0,0],[30,0],[30,20],[0,20],[0,0]]]}}]}
                """);
        List<DrawnImage> drawn = RoiFolders.read(folder, folder, notes);
        assertEquals(1, drawn.size());
        RoiClasses classes = RoiClasses.of(drawn.get(0).rois(), RoiNaming.AUTO);
        assertEquals(
                List.of("background", "Stroma: Positive", "Tumor"),
                classes.list().stream().map(ClassInfo::name).toList());
        Annotation a = paint(drawn.get(0), classes);
        assertEquals(48 - 4, count(a, 2));
        assertEquals(8, count(a, 1));
        assertEquals(2, objects(a));
        assertEquals(4, count(a, -1));
        assertTrue(notes.toString().contains("1 regions (a class with a star) are left out"), notes.toString());
    }

    @Test
    void oneFileMayBeGivenInPlaceOfAFolder() throws IOException {
        Path file = write(
                "../a-few.geojson",
                """
                [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[2,2],[5,2],[5,4],[2,4],[2,2]]]},
                  "properties": {"objectType": "annotation"}}]
                """);
        assertTrue(RoiFolders.is(folder, file));
        Files.delete(folder.resolve("b.tif"));
        DrawnImage drawn = RoiFolders.read(folder, file, notes).get(0);
        assertEquals(6, count(paint(drawn, RoiClasses.of(drawn.rois(), RoiNaming.AUTO)), 1));
        Files.delete(file);
    }

    @Test
    void otherJsonIsNoAnnotationAndDamagedIsRefusedByName() throws IOException {
        write("settings.json", "{\"labels\": {\"a\": 1}}");
        assertFalse(RoiFolders.is(folder, folder));
        for (String text : List.of(
                "{\"shapes\": [{\"points\": 3}",
                "{\"shapes\": [{\"points\": [[1]]}]}",
                "{\"shapes\": [{\"points\": []}]}",
                "{\"images\": [], \"annotations\": 3}",
                "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Heart\"}}")) {
            write(
                    "a.json",
                    text.replace("\"Feature\"", "\"FeatureCollection\", \"features\": [{}], \"x\": \"Feature\""));
            String message = assertThrows(InputException.class, () -> RoiFolders.read(folder, folder, Progress.NONE))
                    .getMessage();
            assertTrue(message.contains("a.json cannot be read as annotations"), message);
        }
    }

    private Annotation paint(DrawnImage drawn, RoiClasses classes) {
        return new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.BACKGROUND, 3, false)
                .paint(drawn.image(), drawn.rois(), classes);
    }

    private static long count(Annotation drawn, int index) {
        return Arrays.stream(drawn.classPlanes()[0]).filter(i -> i == index).count();
    }

    private static long objects(Annotation drawn) {
        return Arrays.stream(drawn.instancePlanes()[0])
                .filter(i -> i > 0)
                .distinct()
                .count();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name).normalize(), text);
    }

    /** Two by two pixels, of which the diagonal from the upper right is inside. */
    private static String png() throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 255);
        image.getRaster().setSample(0, 1, 0, 255);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
