package sc.fiji.unet.benchmark;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;

/**
 * What is measured: a U-Net of width 32 and depth 4 with two classes on four patches of 256 x 256 pixels, and an image.
 *
 * @param folder for the files that both sides read
 */
record Subject(Path folder) {
    static final int PATCHES = 4;
    static final int EDGE = 256;
    static final int CLASSES = 2;
    private static final int MARGIN = 16;

    static Graph network(int channels, int width) {
        UNet unet = new UNet();
        Map<String, String> said = Map.of("width", String.valueOf(width), "depth", "4");
        return unet.build(2, channels, CLASSES, Options.of("unet", unet.defaults(), said));
    }

    /** Operations of a forward pass over one pixel. */
    static double flopsPerPixel(int channels) {
        return network(channels, 32).flops(EDGE, EDGE) / (double) (EDGE * EDGE);
    }

    ModelFolder model(int channels) {
        return new ModelFolder(folder.resolve("model" + channels));
    }

    Path image() {
        return folder.resolve("image.tif");
    }

    Path tile() {
        return folder.resolve("tile.tif");
    }

    /** Writes models and images. */
    void write(int imageEdge) {
        for (int channels : new int[] {1, 3}) writeModel(model(channels), channels, 32);
        IJ.saveAsTiff(new ImagePlus("image", pixels(imageEdge)), image().toString());
        IJ.saveAsTiff(new ImagePlus("tile", pixels(EDGE)), tile().toString());
    }

    static void writeModel(ModelFolder model, int channels, int width) {
        Graph graph = network(channels, width);
        ModelCard.Network network = ModelCard.Network.of("unet depth=4 width=" + width, 2, channels, CLASSES)
                .withTiles(graph.stride(), graph.halo(), MARGIN, true);
        ModelCard.Input input = Cards.PLAIN;
        ClassList classes = ClassList.of(new ClassInfo("background", 0, 0), new ClassInfo("cell", 1, 0xFF0000));
        ModelCard card = new ModelCard(network, input, new ModelCard.Labels(classes, false, null));
        model.write(card, graph, Weights.initial(graph, 1));
    }

    private static ShortProcessor pixels(int edge) {
        return new ShortProcessor(edge, edge, new Bumps(edge, edge).values(), null);
    }

    static float[] noise(int length) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}
