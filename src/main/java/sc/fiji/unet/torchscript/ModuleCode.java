package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.Parameter;

/**
 * Writes a graph as the source text of a TorchScript class in the serialized dialect: one line a node, values named by
 * node. But for the plain form channels-last throughout, which is what processors and tensor cores convolve fastest.
 */
final class ModuleCode {
    private final Graph graph;
    private final Form form;
    private final OpCode ops;
    private final StringBuilder code = new StringBuilder();

    private ModuleCode(Graph graph, Form form) {
        this.graph = graph;
        this.form = form;
        ops = new OpCode(graph, form);
    }

    static String of(Graph graph, Form form) {
        return new ModuleCode(graph, form).write();
    }

    private String write() {
        List<Parameter> parameters = graph.parameters();
        line("class Net(Module):");
        line("  __parameters__ = [" + names(parameters, form.training()) + "]");
        line("  __buffers__ = [" + names(parameters, !form.training()) + "]");
        line("  training : bool");
        for (Parameter parameter : parameters) line("  " + parameter.name() + " : Tensor");
        line("  def forward(self: __torch__.Net,");
        line("    x: Tensor) -> Tensor:");
        lines(2, whole());
        if (form.fused()) lines(1, new StripCode(graph, form).methods());
        if (form.training()) buffers(parameters);
        return code.toString();
    }

    /** The network on all of its input at once. */
    private List<String> whole() {
        int nodes = graph.nodes().size();
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            if (!ops.mergedIntoConvolution(i)) statements.add(ops.statement(i));
        }
        statements.add("return " + ops.result(nodes - 1));
        return statements;
    }

    private void lines(int depth, List<String> texts) {
        for (String text : texts) line("  ".repeat(depth) + text);
    }

    /** DJL shows parameters only; running statistics are read through a method. */
    private void buffers(List<Parameter> parameters) {
        String list = parameters.stream()
                .filter(p -> !p.learned())
                .map(p -> "self." + p.name())
                .collect(Collectors.joining(", ", "[", "]"));
        line("  def buffers(self: __torch__.Net) -> List[Tensor]:");
        line("    return " + (list.equals("[]") ? "annotate(List[Tensor], [])" : list));
    }

    /** In the training form what is learned is a parameter and the rest a buffer; in the others all are buffers. */
    private String names(List<Parameter> all, boolean learnedOnly) {
        boolean parameters = form.training();
        return all.stream()
                .filter(p -> parameters ? p.learned() == learnedOnly : learnedOnly)
                .map(p -> "\"" + p.name() + "\", ")
                .collect(Collectors.joining());
    }

    private void line(String text) {
        code.append(text).append('\n');
    }
}
