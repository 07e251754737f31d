package sc.fiji.unet.export;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.registry.Extensions;

/** Models of a few channels whose weights are drawn at random. */
public final class SmallModels {
    private static final Map<String, String> SMALL =
            Map.of("depth", "1", "width", "4", "fusion", "3", "widest", "8", "size", "8", "hidden", "6");
    private static final List<String> NAMES = List.of("background", "Zellkern ä", "class", "Zellkern-ä");

    private SmallModels() {}

    /** Writes one; its channels, classes and weights depend on the seed. */
    public static ModelFolder write(Path folder, String architecture, int rank, String normalization, int seed) {
        return write(folder, architecture, rank, normalization, seed, 2 + seed % 3);
    }

    /** The same with so many outputs. */
    public static ModelFolder write(
            Path folder, String architecture, int rank, String normalization, int seed, int outputs) {
        Spec spec = spec(architecture);
        Graph graph = graph(spec, rank, 1 + seed % 2, outputs);
        return write(folder, new Built(spec, graph, null), normalization, seed);
    }

    /** One for volumes whose slices lie farther apart than their pixels. */
    static ModelFolder write(Path folder, String architecture, Anisotropy slices, String normalization, int seed) {
        Spec spec = spec(architecture);
        Graph graph = slices.applyTo(graph(spec, 3, 1 + seed % 2, 2));
        ModelCard.Depth depth =
                new ModelCard.Depth(slices.planes(), slices.halvings(), graph.stride(2), graph.halo(2), 0);
        return write(folder, new Built(spec, graph, depth), normalization, seed);
    }

    private static Graph graph(Spec spec, int rank, int channels, int outputs) {
        var chosen = Extensions.of(Architecture.class).get(spec);
        return chosen.extension().build(rank, channels, outputs, chosen.options());
    }

    private record Built(Spec spec, Graph graph, ModelCard.Depth depth) {}

    private static ModelFolder write(Path folder, Built built, String normalization, int seed) {
        Graph graph = built.graph;
        int rank = graph.rank();
        int outputs = graph.classes();
        ModelCard.Network network = new ModelCard.Network(
                built.spec.toString(),
                rank,
                graph.channels(),
                graph.classes(),
                graph.stride(),
                graph.halo(),
                graph.stride(),
                graph.tileInvariant(),
                built.depth);
        List<Double> pixels = rank == 2 ? List.of(250.0, 300.0) : List.of(250.0, 300.0, 900.0);
        ClassList classes = ClassList.copyOf(IntStream.range(0, Math.max(2, outputs))
                .mapToObj(i -> new ClassInfo(NAMES.get(i), 40 * i, ClassInfo.defaultColor(i)))
                .toList());
        ModelCard card = new ModelCard(
                        network,
                        new ModelCard.Input(normalization, pixels, "nm"),
                        new ModelCard.Labels(classes, seed % 2 == 1, null))
                .withTraining(
                        Map.of("Best epoch", "3", "Validation Dice", "0.8125", "Plan: width", "width = 4: small"));
        ModelFolder model = new ModelFolder(folder);
        model.write(card, graph, RandomWeights.of(graph, seed));
        return model;
    }

    private static Spec spec(String text) {
        Spec said = Spec.parse(text);
        Map<String, String> options = new LinkedHashMap<>(SMALL);
        options.keySet()
                .retainAll(Extensions.of(Architecture.class)
                        .get(said.id())
                        .defaults()
                        .keySet());
        options.putAll(said.options());
        return new Spec(said.id(), options);
    }
}
