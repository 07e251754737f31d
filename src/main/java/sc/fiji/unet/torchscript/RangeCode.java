package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Graph;

/**
 * Writes a network that gives, instead of its answer, between which numbers the values of its nodes lie: an array of two
 * columns. Of what is left out of a range, and of what is rounded coarsely where nothing is left out, the mean square error
 * is the smallest; of large values some rows have to do for that.
 */
final class RangeCode {
    /** Of its code and of its tensors. */
    static final Form FORM = new Form(Form.Precision.FP32, false, true);

    private static final String RANGE =
            """
            def range(self: __torch__.Net,
              x: Tensor) -> Tensor:
              low = ops.prim.min(float(torch.min(x)), 0.)
              high = ops.prim.max(float(torch.max(x)), 0.)
              kept = 1.
              if high > low:
                zero = int(255. * (0. - low) / (high - low) + 0.5)
                least = -1.
                if torch.size(x, 2) > 32:
                  some = torch.slice(x, 2, 0, 9223372036854775807, 8)
                else:
                  some = x
                for share in [1., 0.85, 0.7, 0.55, 0.4]:
                  step = share * (high - low) / 255.
                  rounded = torch.fake_quantize_per_tensor_affine(some, step, zero, 0, 255)
                  error = float(torch.mean(torch.square(torch.sub(rounded, some))))
                  if least < 0. or error < least:
                    least = error
                    kept = share
              return torch.tensor([kept * low, kept * high], dtype=6, device=None, requires_grad=False)
            """;

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
                .write(new RangeCode(graph).forward(), RANGE.lines().toList());
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
            if (isWatched(i)) lines.add("all = torch.append(found, (self).range(" + ops.value(i) + "))");
        }
        lines.add("return torch.stack(found)");
        return lines;
    }
}
