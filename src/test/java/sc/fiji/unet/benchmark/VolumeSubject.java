package sc.fiji.unet.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.sampling.PatchBatch;

/**
 * A 3-D U-Net of one channel and two classes, and its patches.
 *
 * @param folder of the model
 * @param size of a patch along x, y, z
 */
record VolumeSubject(Path folder, int width, int depth, int patches, int... size) {
    /** From the words of {@link #words}. */
    static VolumeSubject of(String... words) {
        int[] numbers = Arrays.stream(words)
                .skip(1)
                .limit(6)
                .mapToInt(Integer::parseInt)
                .toArray();
        return new VolumeSubject(
                Path.of(words[0]), numbers[0], numbers[1], numbers[2], Arrays.copyOfRange(numbers, 3, 6));
    }

    List<String> words() {
        return List.of(
                folder.toString(),
                String.valueOf(width),
                String.valueOf(depth),
                String.valueOf(patches),
                String.valueOf(size[0]),
                String.valueOf(size[1]),
                String.valueOf(size[2]));
    }

    ModelFolder model() {
        return new ModelFolder(folder);
    }

    Graph graph() {
        UNet unet = new UNet();
        Map<String, String> said = Map.of("width", String.valueOf(width), "depth", String.valueOf(depth));
        return unet.build(3, 1, Subject.CLASSES, Options.of("unet", unet.defaults(), said));
    }

    void write() {
        Graph graph = graph();
        ModelCard.Network network = ModelCard.Network.of(
                        "unet depth=" + depth + " width=" + width, 3, 1, Subject.CLASSES)
                .withTiles(graph.stride(), graph.halo(), 0, true);
        ModelCard.Input input = new ModelCard.Input("zscore", List.of(1.0, 1.0, 1.0), "pixel");
        ClassList classes = ClassList.of(new ClassInfo("background", 0, 0), new ClassInfo("cell", 1, 0xFF0000));
        ModelCard card = new ModelCard(network, input, new ModelCard.Labels(classes, false, null));
        model().write(card, graph, Weights.initial(graph, 1));
    }

    /** Of all patches. */
    int voxels() {
        return patches * size[0] * size[1] * size[2];
    }

    PatchBatch batch() {
        int[] target = new int[voxels()];
        for (int i = 0; i < target.length; i++) target[i] = i / 40 % Subject.CLASSES;
        float[] weight = new float[target.length];
        Arrays.fill(weight, 1);
        return new PatchBatch(patches, 1, size, Subject.noise(target.length), target, weight);
    }
}
