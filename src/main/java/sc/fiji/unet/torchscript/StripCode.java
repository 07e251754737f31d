package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.LineBuffers;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Passes;

/**
 * Writes how a network goes down a large image strip by strip, all its {@link Pass passes} one after the other in each: the
 * finer ones are ahead of the output by what the coarser ones have still to see. Of what a pass hands on, the last rows are
 * kept for the strips to come, see {@link LineBuffers}, so that nothing is computed again for another strip, and what is
 * handed on lies in the caches. Of the rows above and below whose output nobody will read, each pass computes only what
 * others need. {@code begin} makes what strips hand on to each other, {@code strip} computes one, see {@link Form}.
 */
final class StripCode {
    /**
     * Parts are the rows of a value that are still read, as a pass gave them, one strip after the other: {@code keep}
     * appends some and drops those that no longer are, {@code joined} gives rows of them. {@code edged} adds rows.
     */
    private static final String HELPERS =
            """
            def keep(self: __torch__.Net,
              parts: List[Tensor], part: Tensor, kept: int) -> int:
              surplus = -kept
              for x in parts:
                surplus = surplus + torch.size(x, 2)
              while surplus > 0 and surplus >= torch.size(parts[0], 2):
                surplus = surplus - torch.size(torch.pop(parts, 0), 2)
              all = torch.append(parts, part)
              return torch.len(all)
            def joined(self: __torch__.Net,
              parts: List[Tensor], end: int, first: int, last: int) -> Tensor:
              row = end
              for x in parts:
                row = row - torch.size(x, 2)
              found = annotate(List[Tensor], [])
              for x in parts:
                if first < row + torch.size(x, 2) and last > row:
                  all = torch.append(found, torch.slice(x, 2, ops.prim.max(first - row, 0), last - row))
                row = row + torch.size(x, 2)
              if torch.len(found) == 1:
                y = found[0]
              else:
                y = torch.cat(found, 2)
              return y
            def edged(self: __torch__.Net,
              x: Tensor, above: int, below: int, fill: float) -> Tensor:
              if above + below > 0:
                y = torch.constant_pad_nd(x, [0, 0, above, below], fill)
              else:
                y = x
              return y
            """;

    private static final String STATE = "Tuple[List[List[Tensor]], List[int]]";
    private static final String NO_PARTS = "annotate(List[Tensor], [])";

    private final Graph graph;
    private final Form form;
    private final OpCode ops;
    private final List<Pass> passes;
    private final LineBuffers buffers;
    private final List<String> lines = new ArrayList<>();

    StripCode(Graph graph, Form form) {
        this.graph = graph;
        this.form = form;
        ops = new OpCode(graph, form);
        passes = Passes.of(graph);
        buffers = LineBuffers.of(graph, passes);
    }

    /** The methods; none where the network has no passes. */
    List<String> methods() {
        if (passes.isEmpty()) return List.of();
        begin();
        strip();
        HELPERS.lines().forEach(lines::add);
        for (Pass pass : passes) lines.addAll(new PassCode(graph, form, pass).method());
        return lines;
    }

    /** Gives what {@code strip} takes and changes: the parts of each value that is kept, and how far each pass has come. */
    private void begin() {
        String parts = kept().map(node -> NO_PARTS).collect(Collectors.joining(", ", "[", "]"));
        String done = passes.stream()
                .map(pass -> "ops.prim.max(above - " + pass.lead() + ", 0)")
                .collect(Collectors.joining(", "));
        int stride = graph.stride();
        int lead = passes.stream()
                .mapToInt(pass -> (pass.lead() + stride - 1) / stride * stride)
                .max()
                .orElseThrow();
        line(0, "def begin(self: __torch__.Net,");
        line(1, "above: int) -> " + STATE + ":");
        line(1, "parts = " + (parts.equals("[]") ? "annotate(List[List[Tensor]], [])" : parts));
        line(1, "return (parts, [" + done + ", ops.prim.max(above - " + 2 * lead + ", " + -lead + ")])");
    }

    private void strip() {
        line(0, "def strip(self: __torch__.Net,");
        line(1, "x: Tensor, state: " + STATE + ", below: int, rows: int) -> Tensor:");
        line(1, "parts, done, = state");
        line(1, "height = torch.size(x, 2)");
        line(1, "reached = done[" + passes.size() + "] + rows");
        line(1, "set = torch._set_item(done, " + passes.size() + ", reached)");
        line(1, "y = torch.slice(x, 2, 0, 0)");
        List<Integer> kept = kept().toList();
        for (int i = 0; i < kept.size(); i++) line(1, parts(kept.get(i)) + " = parts[" + i + "]");
        for (int i = 0; i < passes.size(); i++) line(1, done(passes.get(i)) + " = done[" + i + "]");
        for (int i = 0; i < passes.size(); i++) pass(i);
        line(1, "return y");
    }

    private void pass(int index) {
        Pass pass = passes.get(index);
        String done = done(pass);
        line(1, "begin = " + done);
        line(1, "ahead = ops.prim.max(reached + " + pass.lead() + ", begin)");
        line(1, done + " = ops.prim.min(ahead, ops.prim.min(height - below + " + pass.lead() + ", height))");
        line(1, "set = torch._set_item(done, " + index + ", " + done + ")");
        line(1, "if " + done + " > begin:");
        String inputs =
                pass.inputs().stream().map(input -> input(pass, input) + ", ").collect(Collectors.joining());
        String outputs = pass.outputs().stream().map(ops::value).collect(Collectors.joining(", "));
        line(2, outputs + " = (self)." + PassCode.name(graph, pass) + "(" + inputs + "begin, " + done + ", height)");
        for (int output : pass.outputs()) line(2, keep(output));
    }

    /** Nodes of which rows are kept, in the order of the state. */
    private Stream<Integer> kept() {
        return buffers.kept().keySet().stream().sorted();
    }

    private String input(Pass pass, int input) {
        String first = PassCode.firstRow(graph, pass, input);
        String last = PassCode.lastRow(graph, pass, input, done(pass));
        if (input == 0) return ops.image(Script.rows("x", first, last));
        Pass maker =
                passes.stream().filter(other -> other.holds(input)).findFirst().orElseThrow();
        return "(self).joined(" + parts(input) + ", " + done(maker) + " // " + graph.downsampling(input) + ", " + first
                + ", " + last + ")";
    }

    private String keep(int output) {
        if (output == graph.nodes().size() - 1) return "y = " + ops.result(output);
        int kept = buffers.kept().get(output);
        return "all = (self).keep(" + parts(output) + ", " + ops.value(output) + ", " + kept + ")";
    }

    private String parts(int node) {
        return "parts_" + name(node);
    }

    /** One past the last row of the image that a pass has come to. */
    private String done(Pass pass) {
        return "done_" + name(pass.first());
    }

    private String name(int node) {
        return graph.nodes().get(node).name();
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + text);
    }
}
