package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isNotThere;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is seen of the parameters that say how images are segmented. */
final class SegmentationCases {
    private static final String NO_GPU = "the machine has no such GPU";
    private static final String PRECISION = "probabilities have as many digits";

    private SegmentationCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(
                folderBelow(world),
                finishedOnes(world),
                partOfASplit(world),
                averaged(world, "two models"),
                averaged(world, "snapshots"),
                averaged(world, "mirror images"),
                precision(world, "bf16"),
                precision(world, "fp32"),
                folder(world, "int8")
                        .with("input", world.images().resolve("d.tif").toFile())
                        .shows("precision", "int8", "it says what that costs", says("int8, as asked")),
                openImage(world),
                openImageAsFilledObjects(world),
                openImageInColors(world, "confidence"),
                openImageInColors(world, "object"),
                everyPieceOfAFolder(world),
                everyPieceOfAnImage(world),
                oneChannelOfAFolder(world),
                oneChannelOfAnImage(world),
                openImage(world, "bf16"),
                openImage(world, "fp32"),
                CommandRun.of(SegmentImageCommand.class, "on bytes")
                        .with("image", TinyWorld.cells())
                        .with("model", world.model().toFile())
                        .shows("precision", "int8", "it says what that costs", says("int8, as asked")),
                folder(world, "nowhere")
                        .with("input", world.images().toFile())
                        .shows("device", "gpu63", NO_GPU, says("device = gpu63: "))
                        .isRefused(),
                CommandRun.of(SegmentImageCommand.class, "where there is no GPU")
                        .with("image", TinyWorld.cells())
                        .with("model", world.model().toFile())
                        .shows("device", "gpu63", NO_GPU, says("device = gpu63: "))
                        .isRefused());
    }

    static CommandRun folder(TinyWorld world, String output) {
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

    /** The left neighbor of the disk in d, which the threshold says is dark. */
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

    private static CommandRun precision(TinyWorld world, String precision) {
        return folder(world, precision)
                .with("input", world.images().resolve("d.tif").toFile())
                .with("probabilities", true)
                .shows(
                        "precision",
                        precision,
                        PRECISION,
                        run -> assertEquals(precision, precision(probabilities(world.at(precision)))));
    }

    /** Of the brightest and the darkest, single precision says 1 / (1 + e^(10 - 20 v / 255)). */
    private static String precision(float[] values) {
        boolean exact = true;
        for (float value : values) {
            boolean known = false;
            for (int v = 0; v < 256; v++) known |= Math.abs(value - 1 / (1 + Math.exp(10 - 20 * v / 255.0))) < 1e-6;
            exact &= known;
        }
        return exact ? "fp32" : "bf16";
    }

    private static CommandRun openImage(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.getCalibration().pixelWidth = 2;
        cells.getCalibration().pixelHeight = 2;
        cells.getCalibration().setUnit("um");
        return CommandRun.of(SegmentImageCommand.class, "as objects")
                .shows("image", cells, "it is segmented", says("cells.tif: "))
                .shows("model", world.micrometers().toFile(), "it says lung", says("lung"))
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
                .shows("rescale", "never", "nothing is rescaled", run -> requireNotIn(run.said(), "rescaled"));
    }

    private static CommandRun openImageAsFilledObjects(TinyWorld world) {
        ImagePlus cells = TinyWorld.cells();
        cells.getProcessor().set(17, 25, 0);
        cells.getProcessor().set(29, 2, 200);
        return CommandRun.of(SegmentImageCommand.class, "with the holes filled")
                .with("image", cells)
                .with("model", world.model().toFile())
                .with("objects", "components")
                .shows("minimum", "5", "the single pixel is dropped", says("2 objects"))
                .shows(
                        "fillholes",
                        true,
                        "the hole is gone",
                        run -> assertNotEquals(
                                0, run.image("labelimage").getProcessor().get(17, 25)))
                .shows("overlay", false, "nothing is drawn on the image", run -> assertNull(cells.getOverlay()));
    }

    /** Two cells of one class, of which the network is as sure. */
    private static CommandRun openImageInColors(TinyWorld world, String color) {
        ImagePlus cells = TinyWorld.cells();
        int colors = color.equals("object") ? 2 : 1;
        return CommandRun.of(SegmentImageCommand.class, "colored by " + color)
                .with("image", cells)
                .with("model", world.model().toFile())
                .with("objects", "watershed-probability")
                .shows("color", color, "another color than the class's", run -> {
                    Set<Integer> shown = new TreeSet<>();
                    for (Roi roi : cells.getOverlay())
                        shown.add(roi.getStrokeColor().getRGB() & 0xFFFFFF);
                    assertEquals(colors, shown.size());
                    assertTrue(!shown.contains(0xE69F00), shown.toString());
                });
    }

    private static CommandRun everyPieceOfAFolder(TinyWorld world) {
        TinyWorld.save(TinyWorld.cells(), world.at("pieces/cells.tif"));
        return folder(world, "all-pieces")
                .with("input", world.at("pieces").toFile())
                .with("model", world.single().toFile())
                .shows(
                        "pieces",
                        "all",
                        "the smaller one is kept",
                        run -> assertEquals(
                                200, open(world.at("all-pieces/cells.tif")).get(17, 25)));
    }

    private static CommandRun everyPieceOfAnImage(TinyWorld world) {
        return CommandRun.of(SegmentImageCommand.class, "in all pieces")
                .with("image", TinyWorld.cells())
                .with("model", world.single().toFile())
                .shows(
                        "pieces",
                        "all",
                        "the smaller one is kept",
                        run -> assertEquals(
                                1, run.image("labelimage").getProcessor().get(17, 25)));
    }

    private static ImagePlus red() {
        ImagePlus red = TinyWorld.cells();
        red.setProcessor(red.getProcessor().convertToRGB());
        for (int i = 0; i < TinyWorld.EDGE * TinyWorld.EDGE; i++)
            red.getProcessor().set(i, red.getProcessor().get(i) & 0xFF0000);
        return red;
    }

    private static CommandRun oneChannelOfAFolder(TinyWorld world) {
        TinyWorld.save(red(), world.at("red/cells.tif"));
        return folder(world, "of-red-only")
                .with("input", world.at("red").toFile())
                .shows(
                        "channels",
                        "1",
                        "the cells are found",
                        run -> assertEquals(
                                200, open(world.at("of-red-only/cells.tif")).get(17, 25)));
    }

    private static CommandRun oneChannelOfAnImage(TinyWorld world) {
        return CommandRun.of(SegmentImageCommand.class, "of one channel")
                .with("image", red())
                .with("model", world.model().toFile())
                .shows(
                        "channels",
                        "1",
                        "the cells are found",
                        run -> assertEquals(
                                1, run.image("labelimage").getProcessor().get(17, 25)));
    }

    private static CommandRun openImage(TinyWorld world, String precision) {
        return CommandRun.of(SegmentImageCommand.class, "in " + precision)
                .with("image", new ImagePlus("d", open(world.images().resolve("d.tif"))))
                .with("model", world.model().toFile())
                .with("probabilities", true)
                .shows("precision", precision, PRECISION, run -> {
                    ImagePlus maps = run.image("probabilityimage");
                    assertEquals(precision, precision((float[]) maps.getStack().getPixels(2)));
                });
    }

    static ImageProcessor open(Path file) {
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
