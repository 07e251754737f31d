package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isNotThere;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sc.fiji.unet.imagej.rois.RoiFiles;

/** What is seen of the parameters of commands on ROIs and labels, corrections among them. */
final class RoiCases {
    private RoiCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(
                traced(world),
                numbersTraced(),
                painted(world),
                paintedWithoutGap(),
                paintedFromTheOverlayOnly(),
                corrected(world),
                correctedInAFolder(world),
                correctedInTheOverlayOnly(world),
                correctedInAnotherChannel(world),
                trainedOn(world),
                trainedWithoutGpu(world));
    }

    private static CommandRun traced(TinyWorld world) {
        ImagePlus labels = TinyWorld.labels(false);
        labels.getProcessor().set(29, 2, 1);
        ImagePlus cells = TinyWorld.cells();
        Path file = world.at("rois/RoiSet.zip");
        return CommandRun.of(LabelsToRoisCommand.class, "of parts")
                .shows("labels", labels, "they are traced", says("traced from labels.tif"))
                .shows("values", "parts", "connected pixels are objects", says("2 ROIs"))
                .shows("minimum", 5, "the single pixel is left out", says("2 ROIs"))
                .shows("manager", false, "it is not missed", run -> requireNotIn(run.said(), "ROI Manager"))
                .shows(
                        "image",
                        cells,
                        "it is measured",
                        run -> assertEquals(200, ResultsTable.getResultsTable().getValue("Mean", 0)))
                .shows(
                        "overlay",
                        true,
                        "it has both",
                        run -> assertEquals(2, cells.getOverlay().size()))
                .shows(
                        "opacity",
                        0.0,
                        "outlines are not filled",
                        run -> assertNull(cells.getOverlay().get(0).getFillColor()))
                .shows(
                        "table",
                        true,
                        "a row an object",
                        run -> assertEquals(2, ResultsTable.getResultsTable().size()))
                .shows(
                        "file",
                        file.toFile(),
                        "both are in it",
                        run -> assertEquals(2, RoiFiles.read(file, note -> {}).size()));
    }

    private static CommandRun numbersTraced() {
        ImagePlus labels = TinyWorld.labels(true);
        return CommandRun.of(LabelsToRoisCommand.class, "of numbers")
                .with("labels", labels)
                .with("overlay", true)
                .shows("color", "object", "each has its own", run -> {
                    Set<Integer> colors = new TreeSet<>();
                    for (Roi roi : labels.getOverlay())
                        colors.add(roi.getStrokeColor().getRGB());
                    assertEquals(3, colors.size());
                });
    }

    private static CommandRun painted(TinyWorld world) {
        List<Roi> rois = new ArrayList<>(TinyWorld.outlines());
        rois.add(new PointRoi(27, 27));
        rois.get(3).setName("cell");
        for (int i = 0; i < 4; i++) rois.get(i).setStrokeColor(new java.awt.Color(i == 3 ? 0xFF0000 : 0x00FF00));
        Path file = world.at("rois/drawn.zip");
        file.getParent().toFile().mkdirs();
        RoiFiles.write(file, rois);
        return CommandRun.of(RoisToLabelsCommand.class, "of a file")
                .shows("image", TinyWorld.cells(), "the labels are called after it", says("cells-classes: "))
                .shows("file", file.toFile(), "its ROIs are painted", says("2 classes"))
                .shows("naming", "color", "red is another class than green", says("2 classes"))
                .shows(
                        "outside",
                        "ignored",
                        "only the gap between cells is background",
                        run -> assertTrue(TinyWorld.count(run.image("labels"), 0) < 10))
                .shows(
                        "radius",
                        2.0,
                        "the point is a disk of 13 pixels",
                        run -> assertEquals(13, rarest(run.image("labels"))));
    }

    private static CommandRun paintedWithoutGap() {
        return CommandRun.of(RoisToLabelsCommand.class, "without a gap")
                .with("image", TinyWorld.cells(TinyWorld.outlines()))
                .shows(
                        "gap",
                        false,
                        "every pixel of the second cell is kept",
                        run -> assertEquals(
                                TinyWorld.count(TinyWorld.labels(true), 2), TinyWorld.count(run.image("labels"), 2)))
                .shows(
                        "output",
                        "objects",
                        "each has a number",
                        run -> assertNotEquals(0, TinyWorld.count(run.image("labels"), 3)));
    }

    private static CommandRun paintedFromTheOverlayOnly() {
        ImagePlus selected = TinyWorld.cells();
        selected.setRoi(TinyWorld.outlines().get(0));
        return CommandRun.of(RoisToLabelsCommand.class, "of the overlay only")
                .with("image", selected)
                .shows("rois", "overlay", "the selection is not taken", says("cells.tif has no ROI that marks pixels"))
                .isRefused();
    }

    private static CommandRun correct(Path model, String title) {
        return CommandRun.of(CorrectCommand.class, title).with("model", model.toFile());
    }

    private static CommandRun corrected(TinyWorld world) {
        Path model = world.copyOfModel("corrected");
        Path store = world.at("corrected-corrections");
        return correct(model, "of an open image")
                .shows("image", TinyWorld.cells(lungs()), "it is stored", isThere(store.resolve("images/cells.tif")))
                .shows("model", model.toFile(), "corrections are beside it", isThere(store))
                .shows(
                        "outside",
                        "ignored",
                        "only the gap between cells is background",
                        run -> assertTrue(TinyWorld.count(open(store.resolve("masks/cells.tif")), 0) < 10))
                .shows("train", false, "there is no new version", isNotThere(world.at("corrected-v2")));
    }

    private static List<Roi> lungs() {
        List<Roi> rois = TinyWorld.outlines();
        rois.forEach(roi -> roi.setName("lung"));
        return rois;
    }

    private static CommandRun correctedInAFolder(TinyWorld world) {
        Path images = world.at("to-correct");
        TinyWorld.save(TinyWorld.cells(), images.resolve("one.tif"));
        RoiFiles.write(images.resolve("one.zip"), lungs());
        return correct(world.copyOfModel("in-folder"), "of a folder")
                .with("train", false)
                .shows(
                        "images",
                        images.toFile(),
                        "it is stored",
                        isThere(world.at("in-folder-corrections/masks/one.tif")));
    }

    private static CommandRun correctedInTheOverlayOnly(TinyWorld world) {
        ImagePlus selected = TinyWorld.cells();
        selected.setRoi(lungs().get(0));
        return correct(world.copyOfModel("overlay-only"), "of the overlay only")
                .with("image", selected)
                .shows("rois", "overlay", "the selection is not taken", says("cells.tif has no ROI that marks pixels"))
                .isRefused();
    }

    private static CommandRun correctedInAnotherChannel(TinyWorld world) {
        return correct(world.copyOfModel("other-channel"), "in a second channel")
                .with("image", TinyWorld.cells(lungs()))
                .shows("channels", "2", "there is none", says("channels = 2: cells has one channel"))
                .isRefused();
    }

    private static CommandRun trainedOn(TinyWorld world) {
        Path model = world.copyOfModel("trained-on");
        Path next = world.at("trained-on-v2");
        return correct(model, "with a training")
                .with("image", TinyWorld.cells(lungs()))
                .shows(
                        "minutes",
                        0.02,
                        "the training keeps to it",
                        CommandRun.file(next.resolve("parameters.csv"), "minutes,0.02"))
                .with("device", "cpu")
                .shows("watch", false, "nothing: there is no display", run -> {});
    }

    private static CommandRun trainedWithoutGpu(TinyWorld world) {
        return correct(world.copyOfModel("no-gpu"), "where there is no GPU")
                .with("image", TinyWorld.cells(lungs()))
                .shows("device", "gpu63", "the machine has no such GPU", says("device = gpu63: "))
                .isRefused();
    }

    private static ImagePlus open(Path file) {
        return ij.IJ.openImage(file.toString());
    }

    /** Pixels of the class that covers least. */
    private static int rarest(ImagePlus labels) {
        return Math.min(TinyWorld.count(labels, 1), TinyWorld.count(labels, 2));
    }
}
