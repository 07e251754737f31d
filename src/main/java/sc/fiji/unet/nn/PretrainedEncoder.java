package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.Parameter;

/**
 * A network whose way down begins with what another has learned, be it one of ours, a VGG-16 or a ResNet. Its convolutions
 * are found by shape, whatever they are called: the longest series that occurs in both networks in the same order; with
 * each comes its normalization. The first one is fitted to another number of channels.
 *
 * @param weights all weights of the network: those taken, and the initial ones for the rest
 * @param taken names of the parameters that were found
 * @param report what was taken from where, and what was not, layer by layer; the sum in the first line
 */
public record PretrainedEncoder(Weights weights, Set<String> taken, List<String> report) {
    /** Keeps collections that nobody changes. */
    public PretrainedEncoder {
        taken = Set.copyOf(taken);
        report = List.copyOf(report);
    }

    /**
     * Takes what fits.
     *
     * @throws InputException where nothing does
     */
    public static PretrainedEncoder of(Graph graph, Weights initial, List<Tensor> source) {
        Work work = new Work(graph, initial, new SourceLayers(source));
        work.match();
        return work.finish();
    }

    private static final class Work {
        private final Graph graph;
        private final SourceLayers source;
        private final List<Node> convolutions;
        private final Map<String, float[]> arrays;
        private final Set<String> taken = new HashSet<>();
        private final List<String> report = new ArrayList<>();

        Work(Graph graph, Weights initial, SourceLayers source) {
            this.graph = graph;
            this.source = source;
            arrays = new LinkedHashMap<>(initial.arrays());
            convolutions = Encoder.nodes(graph).stream()
                    .filter(node -> node.op() instanceof Conv)
                    .toList();
        }

        void match() {
            List<String> layers = source.withAxes(2 + graph.rank());
            int[] match = CommonSeries.of(
                    convolutions.size(), layers.size(), (i, j) -> fits(convolutions.get(i), layers.get(j)));
            for (int i = 0; i < match.length; i++) {
                Node node = convolutions.get(i);
                if (match[i] < 0) {
                    report.add(describe(node) + ": nothing in the file has this shape and place; starts anew.");
                } else {
                    take(node, layers.get(match[i]));
                }
            }
        }

        /** What reads the image there reads it here; elsewhere only equal shapes can mean the same. */
        private boolean fits(Node node, String layer) {
            int[] from = source.get(layer, "weight").orElseThrow().shape();
            int[] to = weight(node).shape();
            if (!graph.readsImage(node)) return Arrays.equals(from, to);
            return from[1] == source.channels() && Resizing.equalButChannels(from, to);
        }

        private void take(Node node, String layer) {
            report.add(describe(node) + ": taken from " + layer + ".");
            takeArrays(node, layer);
            for (int consumer : graph.consumers(graph.nodes().indexOf(node))) {
                Node norm = graph.nodes().get(consumer);
                if (norm.op() instanceof BatchNorm || norm.op() instanceof InstanceNorm) {
                    source.normalizationOf(layer).ifPresent(name -> takeArrays(norm, name));
                }
            }
        }

        private void takeArrays(Node node, String layer) {
            for (Parameter parameter : node.parameters(graph.rank())) {
                String role = parameter.name().substring(node.name().length() + 1);
                source.get(layer, role).ifPresent(tensor -> put(parameter, tensor));
            }
        }

        private void put(Parameter parameter, Tensor tensor) {
            float[] values = tensor.values();
            if (parameter.role() == Parameter.Role.WEIGHT
                    && tensor.shape()[1] != parameter.shape()[1]) {
                int channels = parameter.shape()[1];
                values = Resizing.channels(values, tensor.shape(), channels);
                report.add(parameter.name() + ": fitted from " + tensor.shape()[1] + " channels to " + channels + ".");
            }
            if (values.length != parameter.size()) return; // a normalization that only seems to belong to it
            arrays.put(parameter.name(), values);
            taken.add(parameter.name());
        }

        private Parameter weight(Node node) {
            return node.parameters(graph.rank()).get(0);
        }

        private String describe(Node node) {
            return node.name() + " (" + text(weight(node).shape()) + ")";
        }

        private static String text(int[] shape) {
            return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
        }

        PretrainedEncoder finish() {
            long found = convolutions.stream()
                    .filter(node -> taken.contains(weight(node).name()))
                    .count();
            if (found == 0) {
                throw new InputException(
                        "No convolution of the given weights fits the encoder of this network: expected "
                                + "shapes such as "
                                + convolutions.stream()
                                        .limit(3)
                                        .map(this::describe)
                                        .toList()
                                + ". Choose the width of the network that the weights are from, as 64 for VGG-16.");
            }
            report.add(0, "Taken: " + found + " of " + convolutions.size() + " convolutions of the encoder.");
            return new PretrainedEncoder(new Weights(arrays), taken, report);
        }
    }
}
