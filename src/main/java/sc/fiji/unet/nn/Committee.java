package sc.fiji.unet.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Parameter;

/** Several networks as one that any program can run: its answer is the mean of theirs. */
public final class Committee {
    private final GraphBuilder graph;
    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    private Committee(int rank, int channels) {
        graph = new GraphBuilder(rank, channels);
    }

    /** Joins networks for the same images that give the same classes; one alone stays as it is. */
    public static Inference of(List<Inference> members) {
        if (members.size() == 1) return members.get(0);
        Graph first = members.get(0).graph();
        Committee all = new Committee(first.rank(), first.channels());
        int[] answers = new int[members.size()];
        for (int i = 0; i < answers.length; i++) answers[i] = all.add("m" + i + "_", members.get(i));
        all.mean(answers, first.classes());
        return new Inference(all.graph.build(), new Weights(all.arrays));
    }

    /** Adds a network that reads the common image; the index of its answer. */
    private int add(String prefix, Inference member) {
        List<Node> nodes = member.graph().nodes();
        int[] moved = new int[nodes.size()];
        for (int i = 1; i < moved.length; i++) {
            Node node = nodes.get(i);
            int[] inputs =
                    node.inputs().stream().mapToInt(input -> moved[input]).toArray();
            moved[i] = graph.add(prefix + node.name(), node.op(), inputs);
            for (Parameter parameter : node.parameters(member.graph().rank())) {
                arrays.put(prefix + parameter.name(), member.weights().get(parameter.name()));
            }
        }
        return moved[moved.length - 1];
    }

    /** A convolution with windows of one pixel, as every program has it. */
    private void mean(int[] answers, int classes) {
        int all = classes * answers.length;
        float[] weight = new float[classes * all];
        for (int out = 0; out < classes; out++) {
            for (int in = out; in < all; in += classes) weight[out * all + in] = 1f / answers.length;
        }
        graph.add("mean", new Conv(all, classes, 1, 1, 0, false), graph.add("answers", new Concat(), answers));
        arrays.put("mean_weight", weight);
    }
}
