package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.command.CommandRun.requireNotIn;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.annotations.AnnotationFile;
import sc.fiji.unet.imagej.rois.RoiFiles;

/** What is seen of the parameters that say what becomes of the images of a folder, as of open ones. */
final class FolderObjectsCases {
    private FolderObjectsCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(folderAsFilledObjects(world), folderOfAnotherPixelSize(world));
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
