package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isNotThere;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What is seen of the parameters that say how images are segmented, how well, and by what. */
final class SegmentationCases {
    private SegmentationCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(
                folderBelow(world),
                finishedOnes(world),
                partOfASplit(world),
                averaged(world, "two models"),
                averaged(world, "snapshots"),
                averaged(world, "mirror images"),
                rounded(world),
                openImage(world),
                openImageAsFilledObjects(world),
                openImageRounded(world),
                folderJudged(world),
                openImagesJudged(),
                info(world),
                device());
    }

    private static CommandRun folder(TinyWorld world, String output) {
        return CommandRun.of(SegmentCommand.class, "into " + output)
                .with("model", world.model().toFile())
                .with("output", world.at(output).toFile())
                .with("device", "cpu")
                .with("precision", "fp32");
    }

    private static CommandRun folderBelow(TinyWorld world) {
        Path output = world.at("below");
        TinyWorld.save(TinyWorld.cells(), world.at("nested/inner/x_dapi.tif"));
        TinyWorld.save(TinyWorld.cells(), world.at("nested/inner/x_gfp.tif"));
        return folder(world, "below")
                .shows("input", world.at("nested").toFile(), "its images are segmented", says("1 label image"))
                .shows("output", output.toFile(), "they are written there", isThere(output))
                .shows("recursive", true, "the folders keep their names", isThere(output.resolve("inner/x_dapi.tif")))
                .shows("pattern", "*_dapi.tif", "others are left out", isNotThere(output.resolve("inner/x_gfp.tif")))
                .shows(
                        "probabilities",
                        true,
                        "they are written",
                        isThere(output.resolve("probabilities/inner/x_dapi.tif")))
                .shows("overlay", true, "it is written", isThere(output.resolve("overlays/inner/x_dapi.png")));
    }

    private static CommandRun finishedOnes(TinyWorld world) {
        TinyWorld.save(TinyWorld.labels(false), world.at("finished/a.tif"));
        byte[] before = bytes(world.at("finished/a.tif"));
        return folder(world, "finished")
                .with("input", world.images().toFile())
                .shows("resume", true, "what was there stays, the rest comes", run -> {
                    assertTrue(Arrays.equals(before, bytes(world.at("finished/a.tif"))));
                    assertTrue(Files.exists(world.at("finished/f.tif")));
                });
    }

    private static CommandRun partOfASplit(TinyWorld world) {
        return folder(world, "part")
                .with("input", world.images().toFile())
                .shows("split", world.split().toFile(), "others are left out", isNotThere(world.at("part/a.tif")))
                .shows(
                        "part",
                        "val",
                        "only c and d are segmented",
                        run -> assertEquals(List.of("c.tif", "d.tif", "segmentation.csv"), names(world.at("part"))))
                .shows("model", world.model().toFile(), "it says lung where the image is bright", run -> {
                    ImageProcessor image = open(world.images().resolve("d.tif"));
                    ImageProcessor labels = open(world.at("part/d.tif"));
                    for (int i = 0; i < image.getPixelCount(); i++) {
                        assertEquals(image.get(i) > 127 ? 200 : 0, labels.get(i));
                    }
                });
    }

    /** The left neighbour of the disk in d, which the threshold says is dark. */
    private static CommandRun averaged(TinyWorld world, String by) {
        String output = by.replace(' ', '-');
        Path model = "mirror images".equals(by) ? world.shifted() : world.copyOfModel(output + "-model");
        CommandRun run = folder(world, output)
                .with("input", world.images().resolve("d.tif").toFile())
                .with("model", model.toFile())
                .with("probabilities", true);
        CommandRun.Look two = done -> {
            float[] values = probabilities(world.at(output));
            assertTrue(values.length > 0);
            long between = 0;
            for (float value : values) if (value > 0.3 && value < 0.7) between++;
            assertTrue(between > 5, "one says lung at the rim and the other does not");
        };
        return switch (by) {
            case "two models" -> run.shows("models", world.shifted().toString(), "both are asked", two);
            case "snapshots" -> run.shows("snapshots", true, "they are asked", two);
            default -> run.shows("tta", "mirror", "the mirror images are asked", two);
        };
    }

    private static float[] probabilities(Path output) {
        ImagePlus imp = IJ.openImage(output.resolve("probabilities/d.tif").toString());
        return (float[]) imp.getStack().getProcessor(2).getPixels();
    }

    private static CommandRun rounded(TinyWorld world) {
        return folder(world, "rounded")
                .with("input", world.images().resolve("d.tif").toFile())
                .with("probabilities", true)
                .shows("device", "cpu", "it computes", isThere(world.at("rounded/d.tif")))
                .shows(
                        "precision",
                        "bf16",
                        "probabilities have few digits",
                        run -> assertRounded(probabilities(world.at("rounded"))));
    }

    /** An exact network would say 1 / (1 + e^(10 - 20 v / 255)) of the brightest and of the darkest. */
    private static void assertRounded(float[] values) {
        boolean exact = true;
        for (float value : values) {
            boolean known = false;
            for (int v = 0; v < 256; v++) known |= Math.abs(value - 1 / (1 + Math.exp(10 - 20 * v / 255.0))) < 1e-6;
            exact &= known;
        }
        assertFalse(exact, "these are the values of single precision");
    }

    private static CommandRun openImage(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.getCalibration().pixelWidth = 2;
        cells.getCalibration().pixelHeight = 2;
        cells.getCalibration().setUnit("um");
        return CommandRun.of(SegmentImageCommand.class, "as objects")
                .shows("image", cells, "it is segmented", says("cells.tif: "))
                .shows("model", world.micrometres().toFile(), "it says lung", says("lung"))
                .shows("objects", "components", "touching cells are one", says("2 objects"))
                .shows("labels", false, "there is no label image", run -> assertNull(run.image("labelimage")))
                .shows("rois", true, "it says that nothing can hold them", says("There is no ROI Manager"))
                .shows(
                        "opacity",
                        0.0,
                        "outlines are not filled",
                        run -> assertNull(cells.getOverlay().get(0).getFillColor()))
                .shows(
                        "probabilities",
                        true,
                        "a channel a class",
                        run -> assertEquals(2, run.image("probabilityimage").getStackSize()))
                .shows(
                        "table",
                        true,
                        "a row an object",
                        run -> assertEquals(2, ResultsTable.getResultsTable().size()))
                .shows(
                        "shares",
                        true,
                        "they are printed",
                        run -> assertTrue(run.printed().contains("%Area"), run.printed()))
                .shows("rescale", "never", "nothing is resampled", run -> requireNotIn(run.said(), "resampled"))
                .shows("device", "cpu", "it computes", says("objects"));
    }

    private static CommandRun openImageAsFilledObjects(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.getProcessor().set(17, 25, 0);
        cells.getProcessor().set(29, 2, 200);
        return CommandRun.of(SegmentImageCommand.class, "with the holes filled")
                .with("image", cells)
                .with("model", world.model().toFile())
                .with("objects", "components")
                .shows("minimum", 5, "the single pixel is dropped", says("2 objects"))
                .shows(
                        "fillholes",
                        true,
                        "the hole is gone",
                        run -> assertNotEquals(
                                0, run.image("labelimage").getProcessor().get(17, 25)))
                .shows("overlay", false, "nothing is drawn on the image", run -> assertNull(cells.getOverlay()));
    }

    private static CommandRun openImageRounded(TinyWorld world) {
        return CommandRun.of(SegmentImageCommand.class, "in bfloat16")
                .with("image", new ImagePlus("d", open(world.images().resolve("d.tif"))))
                .with("model", world.model().toFile())
                .with("probabilities", true)
                .shows(
                        "precision",
                        "bf16",
                        "probabilities have few digits",
                        run -> assertRounded((float[]) run.image("probabilityimage")
                                .getStack()
                                .getProcessor(2)
                                .getPixels()));
    }

    private static CommandRun folderJudged(TinyWorld world) {
        for (String name : new String[] {"a", "c", "d"}) {
            TinyWorld.save(
                    new ImagePlus(name, open(world.masks().resolve(name + ".tif"))),
                    world.at("found/" + name + ".tif"));
        }
        Path report = world.at("judged/report.json");
        return CommandRun.of(EvaluateCommand.class, "of folders")
                .shows("prediction", world.at("found").toFile(), "it is judged", says("dice 1.0000"))
                .shows("truth", world.masks().toFile(), "by the masks", says("dice 1.0000"))
                .shows("model", world.thirds().toFile(), "its names of the classes", says("corner"))
                .shows("split", world.split().toFile(), "only c and d", says("2 images: "))
                .shows("part", "val", "only c and d", CommandRun.file(report, "\"d\""))
                .shows("images", world.images().toFile(), "they are shown", run -> assertTrue(colours(report) > 3))
                .shows("worst", 1, "they are drawn", isThere(world.at("judged/report-worst.png")))
                .shows("report", report.toFile(), "it has the figures", CommandRun.file(report, "\"dice\": 1.0"));
    }

    /** Greys of the picture, which labels on black would not have. */
    private static long colours(Path report) {
        ImageProcessor picture = open(report.resolveSibling("report-worst.png"));
        java.util.Set<Integer> greys = new java.util.TreeSet<>();
        for (int y = 60; y < picture.getHeight() - 20; y++) {
            for (int x = 120; x < 300; x++) greys.add(picture.get(x, y) & 0xFFFFFF);
        }
        return greys.size();
    }

    private static CommandRun openImagesJudged() {
        return CommandRun.of(EvaluateCommand.class, "of open images")
                .shows("labels", TinyWorld.labels(false), "they are judged", says("1 image: dice 1.0000"))
                .shows("truelabels", TinyWorld.labels(false), "by these", says("1 image: dice 1.0000"))
                .shows("objects", "parts", "connected pixels are objects", says("Objects, AP at IoU"))
                .shows("table", false, "nothing: there is no display", run -> {})
                .shows("confusion", false, "nothing: there is no display and no report", run -> {});
    }

    private static CommandRun info(TinyWorld world) {
        return CommandRun.of(InfoCommand.class, "of a model")
                .shows("model", world.model().toFile(), "it is described", says("lung=200"));
    }

    private static CommandRun device() {
        return CommandRun.of(DeviceCommand.class, "without a test")
                .shows("device", "cpu", "it is described", says("Device: "))
                .shows("seconds", 0.0, "nothing is measured", run -> requireNotIn(run.said(), "Mpx"));
    }

    private static ImageProcessor open(Path file) {
        return IJ.openImage(file.toString()).getProcessor();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
