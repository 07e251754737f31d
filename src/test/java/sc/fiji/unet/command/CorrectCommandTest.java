package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.rois.PredictedRois;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Weights;

/** Corrects as a macro, a script and the command line do. */
class CorrectCommandTest {
    private static final Context CONTEXT = new Context(CommandService.class);

    @TempDir
    Path folder;

    private Path model;
    private ImagePlus image;

    @BeforeEach
    void makeModelAndImage() {
        ModelCard card =
                new ModelCard(Cards.TINY, Cards.PLAIN, new ModelCard.Labels(Cards.classes("cell", 255), true, null));
        model = folder.resolve("cells");
        new ModelFolder(model).write(card, ModelFolder.graph(card), Weights.initial(ModelFolder.graph(card), 10));
        ByteProcessor plane = new ByteProcessor(70, 50);
        plane.noise(10);
        image = new ImagePlus("first cells.tif", plane);
        Overlay overlay = new Overlay();
        for (int i = 0; i < 6; i++) {
            Roi cell = new OvalRoi(3 + 22 * (i % 3), 5 + 22 * (i / 3), 15, 15);
            cell.setName("cell");
            overlay.add(cell);
        }
        image.setOverlay(overlay);
    }

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    private CommandModule run(Object... values) throws Exception {
        return CONTEXT.service(CommandService.class)
                .run(CorrectCommand.class, true, values)
                .get();
    }

    private List<String> folders() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void storesThenTrainsOnWhatWasStored() throws Exception {
        CommandModule stored = run("image", image, "model", model.toFile(), "train", false);
        assertFalse(stored.isCanceled(), stored.getCancelReason());
        assertTrue(Files.isRegularFile(folder.resolve("cells-corrections/masks/first-cells.tif")));
        assertEquals(List.of("cells", "cells-corrections"), folders());
        CommandModule trained = run("image", null, "model", model.toFile(), "minutes", 0.02, "device", "cpu");
        assertFalse(trained.isCanceled(), trained.getCancelReason());
        assertEquals(List.of("cells", "cells-corrections", "cells-v2"), folders());
        String summary = String.valueOf(trained.getOutput("summary"));
        assertTrue(summary.contains(folder.resolve("cells-v2").toString()), summary);
        assertEquals(
                255,
                new ModelFolder(folder.resolve("cells-v2"))
                        .card()
                        .classes()
                        .get(1)
                        .value());
    }

    @Test
    void aRecordedLineStoresTheSame() throws Exception {
        Path file = folder.resolve("first cells.tif");
        IJ.saveAsTiff(image, file.toString());
        HeadlessMacros.text(
                "setBatchMode(true); open('" + file + "'); run('Correct and Continue...', 'model=[" + model
                        + "] train=false outside=background');",
                "");
        assertTrue(Files.isRegularFile(folder.resolve("cells-corrections/images/first-cells.tif")));
    }

    /** The person said that the last cell is none, before it was predicted again. */
    @Test
    void predictedOnesAreStoredBelowWhatThePersonDrew() throws Exception {
        Overlay drawn = image.getOverlay();
        Overlay both = new Overlay();
        Roi nothing = (Roi) drawn.get(5).clone();
        nothing.setName("background");
        both.add(nothing);
        for (Roi cell : drawn) {
            cell.setProperty("unet.predicted", "true");
            both.add(cell);
        }
        image.setOverlay(both);
        CommandModule stored = run("image", image, "model", model.toFile(), "train", false, "outside", "background");
        assertFalse(stored.isCanceled(), stored.getCancelReason());
        ImagePlus mask = IJ.openImage(
                folder.resolve("cells-corrections/masks/first-cells.tif").toString());
        assertTrue(mask.getProcessor().get(10, 12) > 0, "the first cell was predicted");
        assertEquals(0, mask.getProcessor().get(3 + 44 + 7, 5 + 22 + 7));
    }

    @Test
    void aSegmentationKeepsWhatThePersonDrew() throws Exception {
        List<Roi> drawn = RoiFiles.overlay(image);
        Roi old = new Roi(1, 1, 5, 5);
        old.setProperty("unet.predicted", "true");
        image.getOverlay().add(old);
        for (int i = 0; i < 2; i++) {
            CommandModule done = CONTEXT.service(CommandService.class)
                    .run(SegmentImageCommand.class, true, "image", image, "model", model.toFile(), "device", "cpu")
                    .get();
            assertFalse(done.isCanceled(), done.getCancelReason());
            List<Roi> now = RoiFiles.overlay(image);
            assertEquals(drawn, now.subList(now.size() - 6, now.size()));
            assertTrue(now.stream().limit(now.size() - 6).allMatch(PredictedRois::is));
            assertFalse(now.contains(old));
        }
    }

    @Test
    void aFolderWithRoiFilesIsCorrectedAtOnce() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (String name : List.of("a", "b")) {
            IJ.saveAsTiff(image, images.resolve(name + ".tif").toString());
            RoiFiles.write(images.resolve(name + ".zip"), RoiFiles.overlay(image));
        }
        CommandModule stored = run("model", model.toFile(), "images", images.toFile(), "train", false);
        assertFalse(stored.isCanceled(), stored.getCancelReason());
        assertTrue(Files.isRegularFile(folder.resolve("cells-corrections/masks/b.tif")));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() throws Exception {
        for (Map.Entry<String, Object> bad : Map.<String, Object>of(
                        "outside",
                        "nowhere",
                        "rois",
                        "here",
                        "model",
                        folder.toFile(),
                        "images",
                        folder.toFile(),
                        "minutes",
                        -1.0)
                .entrySet()) {
            Object where = bad.getKey().equals("model") ? bad.getValue() : model.toFile();
            CommandModule refused = run("image", image, "model", where, bad.getKey(), bad.getValue());
            assertTrue(refused.isCanceled(), bad.toString());
            assertTrue(refused.getCancelReason().contains(bad.getValue().toString()), refused.getCancelReason());
        }
        assertEquals(List.of("cells"), folders(), "nothing was written");
    }
}
