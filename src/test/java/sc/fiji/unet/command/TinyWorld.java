package sc.fiji.unet.command;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;

/**
 * What commands are tried on: six images of 32 x 32 pixels with bright disks, their masks and a split, and models whose
 * weights are set by hand, so that what they answer is known.
 */
final class TinyWorld {
    static final int EDGE = 32;
    private static final String NAMES = "abcdef";
    private static final int DARK = 40;
    private static final int BRIGHT = 200;

    private final Path folder;

    /** Writes the images, masks and models below a folder. */
    TinyWorld(Path folder) {
        this.folder = folder;
        StringBuilder split = new StringBuilder("name,split\n");
        for (int i = 0; i < NAMES.length(); i++) {
            String name = NAMES.substring(i, i + 1);
            save(new ImagePlus(name, image(i)), images().resolve(name + ".tif"));
            save(new ImagePlus(name, mask(i)), masks().resolve(name + ".tif"));
            split.append(name).append(i < 2 ? ",train\n" : i < 4 ? ",val\n" : ",test\n");
        }
        AtomicFiles.writeString(split(), split.toString());
        writeModel(model(), 0, Cards.BYTES);
        writeModel(shifted(), 1, Cards.BYTES);
        writeModel(micrometers(), 0, new ModelCard.Input("range min=0 max=255", List.of(1.0, 1.0), "um"));
    }

    static void save(ImagePlus imp, Path file) {
        file.getParent().toFile().mkdirs();
        IJ.saveAsTiff(imp, file.toString());
    }

    /** A path in the folder of all. */
    Path at(String path) {
        return folder.resolve(path);
    }

    Path images() {
        return at("images");
    }

    /** 255 in the disk, 128 in the upper left corner, else 0. */
    Path masks() {
        return at("masks");
    }

    /** a and b to learn from, c and d to validate on, e and f to test. */
    Path split() {
        return at("split.csv");
    }

    /** Says "lung" where a pixel is brighter than 127.5. */
    Path model() {
        return at("threshold");
    }

    /** Says so one pixel further to the right. */
    Path shifted() {
        return at("shifted");
    }

    /** The threshold, learned from pixels of a micrometer. */
    Path micrometers() {
        return at("micrometers");
    }

    /** Another copy of the threshold, whose snapshots are one like it and one that is shifted. */
    Path copyOfModel(String name) {
        writeModel(at(name), 0, Cards.BYTES);
        writeModel(at(name).resolve("snapshots/step-00000010"), 0, Cards.BYTES);
        writeModel(at(name).resolve("snapshots/step-00000020"), 1, Cards.BYTES);
        return at(name);
    }

    /** The threshold, whose card says that there is one lung in an image. */
    Path single() {
        writeModel(at("single"), 0, Cards.BYTES);
        ModelFolder model = new ModelFolder(at("single"));
        ModelCard.Labels labels = model.card().labels().withPieces(List.of(0, 1));
        AtomicFiles.writeString(
                model.cardFile(), model.card().withLabels(labels).toJson());
        return at("single");
    }

    /** Only a card: of what the masks hold. */
    Path thirds() {
        ModelCard.Labels labels = new ModelCard.Labels(
                ClassList.of(
                        ClassInfo.ofIndex(0),
                        new ClassInfo("corner", 128, 0x00FF00),
                        new ClassInfo("lung", 255, 0xFF0000)),
                false,
                null);
        ModelCard card = new ModelCard(Cards.CLASSIC, Cards.BYTES, labels);
        AtomicFiles.writeString(at("thirds/model.json"), card.toJson());
        return at("thirds");
    }

    private static Roi disk(int index) {
        return new OvalRoi(8 + index, 12 - index, 14, 14);
    }

    private static ByteProcessor image(int index) {
        ByteProcessor plane = new ByteProcessor(EDGE, EDGE);
        for (int i = 0; i < plane.getPixelCount(); i++) plane.set(i, DARK + i % 7);
        plane.setColor(BRIGHT);
        plane.fill(disk(index));
        return plane;
    }

    private static ByteProcessor mask(int index) {
        ByteProcessor plane = new ByteProcessor(EDGE, EDGE);
        plane.setColor(255);
        plane.fill(disk(index));
        plane.setColor(128);
        plane.fill(new Roi(0, 0, 5, 5));
        return plane;
    }

    /** Three bright cells, of which the first two touch; nothing is drawn on it. */
    static ImagePlus cells() {
        ByteProcessor plane = new ByteProcessor(EDGE, EDGE);
        plane.setColor(DARK);
        plane.fill();
        plane.setColor(BRIGHT);
        for (Roi cell : outlines()) plane.fill(cell);
        return new ImagePlus("cells.tif", plane);
    }

    /** Their outlines, named by their class. */
    static List<Roi> outlines() {
        List<Roi> rois = new ArrayList<>();
        int[][] places = {{2, 4}, {12, 4}, {12, 20}};
        for (int i = 0; i < places.length; i++) {
            Roi cell = new OvalRoi(places[i][0], places[i][1], 11, 11);
            cell.setName("cell");
            rois.add(cell);
        }
        return rois;
    }

    /** The cells with these ROIs in their overlay. */
    static ImagePlus cells(List<Roi> rois) {
        ImagePlus imp = cells();
        Overlay overlay = new Overlay();
        rois.forEach(overlay::add);
        imp.setOverlay(overlay);
        return imp;
    }

    /** A label image of the cells: 1 for all, or a number for each. */
    static ImagePlus labels(boolean numbered) {
        ByteProcessor plane = new ByteProcessor(EDGE, EDGE);
        int n = 0;
        for (Roi cell : outlines()) {
            plane.setColor(numbered ? ++n : 1);
            plane.fill(cell);
        }
        return new ImagePlus("labels.tif", plane);
    }

    /** The number of pixels of a value. */
    static int count(ImagePlus labels, int value) {
        return labels.getProcessor().getHistogram()[value];
    }

    /** The threshold on the first of three channels, learned from objects on pixels of a micrometer. */
    static void writeColorModel(Path folder) {
        writeModel(
                folder,
                0,
                new ModelCard(
                        Cards.of("unet depth=1 width=4 batchnorm=false", 2, 3).withTiles(2, 10, 2, true),
                        new ModelCard.Input("range min=0 max=255", List.of(1.0, 1.0), "um"),
                        new ModelCard.Labels(Cards.classes("foreground", 1), true, null)));
    }

    private static void writeModel(Path folder, int shift, ModelCard.Input input) {
        writeModel(
                folder,
                shift,
                new ModelCard(
                        Cards.of("unet depth=1 width=4 batchnorm=false", 2, 1).withTiles(2, 10, 2, true),
                        input,
                        new ModelCard.Labels(Cards.classes("lung", 200), false, null)));
    }

    /** Hands the first channel through to the end, so many pixels to the right. */
    private static void writeModel(Path folder, int shift, ModelCard card) {
        Graph graph = ModelFolder.graph(card);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) arrays.put(parameter.name(), new float[parameter.size()]);
        int center = 4; // of the first 3 x 3 kernel
        arrays.get("down0_a_conv_weight")[center - shift] = 1;
        for (String name : new String[] {"down0_b", "decode0_a", "decode0_b"}) {
            arrays.get(name + "_conv_weight")[center] = 1;
        }
        arrays.get("logits_weight")[4] = 20;
        arrays.get("logits_bias")[1] = -10;
        new ModelFolder(folder).write(card, graph, new Weights(arrays));
    }
}
