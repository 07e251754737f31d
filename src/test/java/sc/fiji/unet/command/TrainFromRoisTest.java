package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Trains headless on one open image with ROIs, as a macro or script does. */
class TrainFromRoisTest {
    private static final Context CONTEXT = new Context(CommandService.class);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    /** Bright cells on a ramp, each outlined. */
    private static ImagePlus cells() {
        ByteProcessor plane = new ByteProcessor(70, 50);
        for (int i = 0; i < plane.getPixelCount(); i++) plane.set(i, 30 + i % 70 / 4);
        Overlay overlay = new Overlay();
        plane.setColor(200);
        for (int i = 0; i < 6; i++) {
            Roi cell = new OvalRoi(3 + 22 * (i % 3), 5 + 22 * (i / 3), 15, 15);
            cell.setName("cell");
            plane.fill(cell);
            overlay.add(cell);
        }
        ImagePlus imp = new ImagePlus("cells.tif", plane);
        imp.setOverlay(overlay);
        return imp;
    }

    private static CommandModule train(Object... more) throws InterruptedException, ExecutionException {
        List<Object> values = new ArrayList<>(List.of(
                "image", cells(), "source", "rois", "width", 4, "depth", 1, "patch", 16, "batch", 2, "epochs", 2));
        values.addAll(Arrays.asList(more));
        return CONTEXT.service(CommandService.class)
                .run(TrainCommand.class, true, values.toArray())
                .get();
    }

    /** Without the column of seconds. */
    private static List<String> history(Path model) throws IOException {
        return Files.readAllLines(model.resolve("history.csv")).stream()
                .map(line -> line.replaceFirst("^([^,]*,[^,]*),[^,]*", "$1"))
                .toList();
    }

    @Test
    void theSameLineGivesTheSameModelAndAnotherSeedAnother() throws Exception {
        Path first = folder.resolve("first");
        CommandModule done = train("model", first.toFile());
        assertFalse(done.isCanceled(), done.getCancelReason());
        assertTrue(String.valueOf(done.getOutput("summary")).contains(first.toString()));
        for (String file : List.of("model.json", "model.pt", "curves.png", "thumbnail.png")) {
            assertTrue(Files.isRegularFile(first.resolve(file)), file);
        }
        assertTrue(Files.readString(first.resolve("model.json")).contains("\"cell\""));
        Path second = folder.resolve("second");
        train("model", second.toFile());
        assertEquals(history(first), history(second));
        Path other = folder.resolve("other");
        train("model", other.toFile(), "seed", 2L);
        assertNotEquals(history(first), history(other));
    }

    /** Six nuclei are outlined and numbered, and nothing said of the rest. */
    @Test
    void numberedRoisTeachObjectsWhereTheRestIsIgnored() throws Exception {
        ImagePlus imp = cells();
        for (int i = 0; i < 6; i++) imp.getOverlay().get(i).setName("nucleus#" + (i + 1));
        Path model = folder.resolve("model");
        CommandModule done = train(
                "image", imp, "outside", "ignored", "model", model.toFile(), "epochs", 30, "depth", 2, "width", 8);
        assertFalse(done.isCanceled(), done.getCancelReason());
        assertTrue(Files.readString(model.resolve("model.json")).contains("\"instances\": true"));
        CommandModule segmented = CONTEXT.service(CommandService.class)
                .run(SegmentImageCommand.class, true, "image", imp, "model", model.toFile(), "device", "cpu")
                .get();
        assertFalse(segmented.isCanceled(), segmented.getCancelReason());
        ImagePlus labels = (ImagePlus) segmented.getOutput("labelimage");
        assertEquals(6, (int) labels.getProcessor().getStats().max, "objects");
    }

    @Test
    void whatAModelPredictedIsNotLearned() throws Exception {
        ImagePlus imp = cells();
        for (int i = 0; i < 3; i++) {
            imp.getOverlay().get(i).setName("mitosis");
            imp.getOverlay().get(i).setProperty("unet.predicted", "true");
        }
        Path model = folder.resolve("model");
        CommandModule done = train("image", imp, "model", model.toFile());
        assertFalse(done.isCanceled(), done.getCancelReason());
        String card = Files.readString(model.resolve("model.json"));
        assertTrue(card.contains("\"cell\"") && !card.contains("mitosis"), card);
        for (Roi roi : imp.getOverlay()) roi.setProperty("unet.predicted", "true");
        Path none = folder.resolve("none");
        assertRefused(train("image", imp, "model", none.toFile()), "cells.tif", "Correct and Continue");
        assertFalse(Files.exists(none));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() throws Exception {
        assertRefused(train("source", "cells", "model", folder.toFile()), "source", "cells");
        assertRefused(train("outside", "nowhere", "model", folder.toFile()), "nowhere");
        assertRefused(train("source", "folders", "model", folder.toFile()), "images");
        assertRefused(train("source", "labels", "model", folder.toFile()), "labels");
        assertRefused(train("validation", "/somewhere", "model", folder.toFile()), "validation", "/somewhere");
        assertRefused(
                train("image", null, "source", "auto", "model", folder.toFile()),
                "No image is open: open one, outline cells");
        assertRefused(train("source", "labels", "model", folder.toFile()), "labels is missing: expected an open label");
        ImagePlus plain = new ImagePlus("gray8.tif", new ByteProcessor(70, 50));
        for (String source : List.of("auto", "rois"))
            assertRefused(
                    train("image", plain, "source", source, "model", folder.toFile()),
                    "No ROIs on gray8.tif: outline cells and press t, or choose a label image or folders.");
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count(), "nothing was written");
        }
    }

    private static void assertRefused(CommandModule module, String... words) {
        assertTrue(module.isCanceled(), String.join(", ", words));
        for (String word : words) assertTrue(module.getCancelReason().contains(word), module.getCancelReason());
    }
}
