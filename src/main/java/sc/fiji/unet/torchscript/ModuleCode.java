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

    ModuleCode(Graph graph, Form form) {
        this.graph = graph;
        this.form = form;
        ops = new OpCode(graph, form);
    }

    static String of(Graph graph, Form form) {
        ModuleCode code = new ModuleCode(graph, form);
        return code.write(code.whole(), code.methods());
    }

    /** A module of this forward method and these others. */
    String write(List<String> forward, List<String> methods) {
        List<Parameter> parameters = graph.parameters();
        line("class Net(Module):");
        line("  __parameters__ = [" + names(parameters, form.training()) + "]");
        line("  __buffers__ = [" + names(parameters, !form.training()) + quoted(ops.bytes.arrays()) + "]");
        line("  training : bool");
        for (Parameter parameter : parameters) line("  " + parameter.name() + " : Tensor");
        for (String array : ops.bytes.arrays()) line("  " + array + " : Tensor");
        line("  def forward(self: __torch__.Net,");
        line("    x: Tensor) -> Tensor:");
        lines(2, forward);
        lines(1, methods);
        return code.toString();
    }

    private List<String> methods() {
        List<String> methods = new ArrayList<>();
        if (form.fused()) methods.addAll(new StripCode(graph, form).methods());
        methods.addAll(ops.bytes.methods());
        if (form.training()) methods.addAll(buffers(graph.parameters()));
        return methods;
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
    private static List<String> buffers(List<Parameter> parameters) {
        String list = parameters.stream()
                .filter(p -> !p.learned())
                .map(p -> "self." + p.name())
                .collect(Collectors.joining(", ", "[", "]"));
        return List.of(
                "def buffers(self: __torch__.Net) -> List[Tensor]:",
                "  return " + (list.equals("[]") ? "annotate(List[Tensor], [])" : list));
    }

    /** In the training form what is learned is a parameter and the rest a buffer; in the others all are buffers. */
    private String names(List<Parameter> all, boolean learnedOnly) {
        boolean parameters = form.training();
        return quoted(all.stream()
                .filter(p -> parameters ? p.learned() == learnedOnly : learnedOnly)
                .map(Parameter::name)
                .toList());
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\", ").collect(Collectors.joining());
    }

    private void line(String text) {
        code.append(text).append('\n');
    }
}
