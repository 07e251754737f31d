package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.annotations.AnnotationFile;
import sc.fiji.unet.annotations.DrawnShape;
import sc.fiji.unet.imagej.rois.RoiFiles;

/** What is seen of the parameters that say what becomes of the images of a folder, as of open ones. */
final class FolderObjectsCases {
    private FolderObjectsCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(
                folderAsFilledObjects(world),
                folderOfAnotherPixelSize(world),
                openImage(world),
                openImageOfNoFile(world));
    }

    private static CommandRun folderAsFilledObjects(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.getProcessor().set(17, 25, 0);
        cells.getProcessor().set(29, 2, 200);
        TinyWorld.save(cells, world.at("holes/cells.tif"));
        Path output = world.at("filled");
        return SegmentationCases.folder(world, "filled")
                .with("input", world.at("holes").toFile())
                .shows("objects", "components", "touching cells are one", run -> {
                    assertEquals(
                            1,
                            SegmentationCases.open(output.resolve("cells.tif")).get(6, 9));
                    assertEquals(
                            1,
                            SegmentationCases.open(output.resolve("cells.tif")).get(17, 9));
                    assertEquals(
                            2,
                            SegmentationCases.open(output.resolve("cells.tif")).get(17, 22));
                })
                .shows(
                        "minimum",
                        5,
                        "the single pixel is dropped",
                        run -> assertEquals(
                                0,
                                SegmentationCases.open(output.resolve("cells.tif"))
                                        .get(29, 2)))
                .shows(
                        "fillholes",
                        true,
                        "the hole is gone",
                        run -> assertEquals(
                                2,
                                SegmentationCases.open(output.resolve("cells.tif"))
                                        .get(17, 25)))
                .shows(
                        "rois",
                        true,
                        "an outline an object",
                        run -> assertEquals(
                                2,
                                RoiFiles.read(output.resolve("rois/cells.zip"), note -> {})
                                        .size()))
                .shows("exchange", "all", "two objects in each form", run -> {
                    assertEquals(2, shapes(output.resolve("geojson/cells.geojson")));
                    assertEquals(2, shapes(output.resolve("coco/coco.json")));
                    assertEquals(
                            2,
                            SegmentationCases.open(output.resolve("ome-tiff/cells.ome.tif"))
                                    .get(17, 25));
                })
                .shows(
                        "table",
                        true,
                        "a row an object",
                        run -> assertEquals(
                                2,
                                ResultsTable.open(output.resolve("tables/cells.csv")
                                                .toString())
                                        .size()));
    }

    /** Of its three cells the last one, whose box begins at (12, 20), is in the selection. */
    private static CommandRun openImage(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.setRoi(10, 18, 20, 14);
        Path output = world.at("exchanged");
        return CommandRun.of(SegmentImageCommand.class, "for other programs")
                .with("image", cells)
                .with("model", world.model().toFile())
                .with("objects", "components")
                .shows("exchange", "all", "the object at its place in the image, in each form", run -> {
                    assertArrayEquals(new double[] {12, 20}, corner(output.resolve("geojson/cells.geojson")));
                    assertArrayEquals(new double[] {12, 20}, corner(output.resolve("coco/cells.json")));
                    assertEquals(
                            1,
                            SegmentationCases.open(output.resolve("ome-tiff/cells.ome.tif"))
                                    .get(17 - 10, 25 - 18));
                })
                .shows("output", output.toFile(), "it says where", says("below " + output));
    }

    /** The upper left one of the box around the only shape. */
    private static double[] corner(Path file) {
        List<DrawnShape> shapes = AnnotationFile.read(file).ofOnlyImage().orElseThrow();
        assertEquals(1, shapes.size());
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (double[] at : shapes.get(0).rings().get(0)) {
            for (int d = 0; d < 2; d++) least[d] = Math.min(least[d], at[d]);
        }
        return least;
    }

    private static CommandRun openImageOfNoFile(TinyWorld world) {
        return CommandRun.of(SegmentImageCommand.class, "for other programs beside no file")
                .with("image", TinyWorld.cells())
                .with("model", world.model().toFile())
                .shows("exchange", "coco", "there is no folder", says("was not opened from a file"))
                .isRefused();
    }

    private static int shapes(Path file) {
        return AnnotationFile.read(file).ofOnlyImage().orElseThrow().size();
    }

    private static CommandRun folderOfAnotherPixelSize(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.getCalibration().pixelWidth = 2;
        cells.getCalibration().pixelHeight = 2;
        cells.getCalibration().setUnit("um");
        TinyWorld.save(cells, world.at("wide/cells.tif"));
        return SegmentationCases.folder(world, "unscaled")
                .with("input", world.at("wide").toFile())
                .with("model", world.micrometers().toFile())
                .shows("rescale", "never", "nothing is rescaled", run -> requireNotIn(run.said(), "rescaled"));
    }
}
