package sc.fiji.unet.torchscript;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Parameter;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Passes;
import sc.fiji.unet.nn.Workspace;

/**
 * Writes a graph as the source text of a TorchScript class in the serialised dialect: one line a node, values named by
 * node. Channels-last throughout, which is what processors and tensor cores convolve fastest.
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
        line("    x: Tensor"
                + (form.fused()
                        ? ",\n    above: int,\n    below: int,\n    workspace: Tensor,\n    output: Tensor"
                        : "")
                + ") -> Tensor:");
        List<Pass> passes = form.fused() ? Passes.of(graph) : List.of();
        Workspace workspace = Workspace.of(graph, passes);
        lines(2, statements(0, passes.isEmpty() ? graph.nodes().size() : 1));
        for (Pass pass : passes) lines(2, new BandCode(graph, ops, workspace, pass).calls());
        line("    return " + ops.result(graph.nodes().size() - 1));
        for (Pass pass : passes)
            lines(1, new BandCode(graph, ops, workspace, pass).method(statements(pass.first(), pass.end())));
        if (form.fused()) allocate();
        if (form.training()) buffers(parameters);
        return code.toString();
    }

    /** DJL cannot make arrays of every number format. */
    private void allocate() {
        line("  def allocate(self: __torch__.Net,");
        line("    values: int) -> Tensor:");
        line("    return " + ops.memory("values"));
    }

    private List<String> statements(int first, int end) {
        return IntStream.range(first, end)
                .filter(i -> !ops.mergedIntoConvolution(i))
                .mapToObj(ops::statement)
                .toList();
    }

    private void lines(int depth, List<String> texts) {
        for (String text : texts) line("  ".repeat(depth) + text);
    }

    /** DJL shows parameters only; running statistics are read through a method. */
    private void buffers(List<Parameter> parameters) {
        String list = parameters.stream()
                .filter(p -> !p.learnt())
                .map(p -> "self." + p.name())
                .collect(Collectors.joining(", ", "[", "]"));
        line("  def buffers(self: __torch__.Net) -> List[Tensor]:");
        line("    return " + (list.equals("[]") ? "annotate(List[Tensor], [])" : list));
    }

    /** In the training form what is learnt is a parameter and the rest a buffer; in the others all are buffers. */
    private String names(List<Parameter> all, boolean learntOnly) {
        boolean parameters = form.training();
        return all.stream()
                .filter(p -> parameters ? p.learnt() == learntOnly : learntOnly)
                .map(p -> "\"" + p.name() + "\", ")
                .collect(Collectors.joining());
    }

    private void line(String text) {
        code.append(text).append('\n');
    }
}
