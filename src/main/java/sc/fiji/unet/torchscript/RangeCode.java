package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Graph;

/**
 * Writes a network that gives, instead of its answer, how the values of its nodes are spread: an array with a row for each
 * node, of the smallest value, the largest, and counts of bins in between.
 */
final class RangeCode {
    static final int BINS = 4096;
    /** Of its code and of its tensors. */
    static final Form FORM = new Form(Form.Precision.FP32, false, true);

    private static final String SPREAD =
            """
            def spread(self: __torch__.Net,
              x: Tensor) -> Tensor:
              low = ops.prim.min(float(torch.min(x)), 0.)
              high = ops.prim.max(float(torch.max(x)), 0.)
              ends = torch.tensor([low, high], dtype=6, device=None, requires_grad=False)
              width = torch.sub(high, low)
              counts = torch.zeros([BINS], dtype=6, layout=None, device=None, pin_memory=False)
              if torch.gt(width, 0.):
                if torch.lt(width, 1e30):
                  counts = torch.histc(x, BINS, low, high)
              return torch.cat([ends, counts])
            """
                    .replace("BINS", "" + BINS);

    private final Graph graph;
    private final FusedActivations fused;
    private final OpCode ops;

    private RangeCode(Graph graph) {
        this.graph = graph;
        fused = new FusedActivations(graph, FORM);
        ops = new OpCode(graph, FORM);
    }

    static String of(Graph graph) {
        return new ModuleCode(graph, FORM)
                .write(new RangeCode(graph).forward(), SPREAD.lines().toList());
    }

    /** The nodes in the order of the rows: all but the image, the answer and what a rectifier is computed inside of. */
    static List<String> nodes(Graph graph) {
        return new RangeCode(graph)
                .computed()
                .mapToObj(node -> graph.nodes().get(node).name())
                .toList();
    }

    private IntStream computed() {
        return IntStream.range(0, graph.nodes().size()).filter(this::isWatched);
    }

    private boolean isWatched(int node) {
        return node > 0 && node < graph.nodes().size() - 1 && fused.result(node) == node;
    }

    private List<String> forward() {
        List<String> lines = new ArrayList<>(List.of("found = annotate(List[Tensor], [])"));
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (!ops.mergedIntoConvolution(i)) lines.add(ops.statement(i));
            if (isWatched(i)) lines.add("all = torch.append(found, (self).spread(" + ops.value(i) + "))");
        }
        lines.add("return torch.stack(found)");
        return lines;
    }
}
