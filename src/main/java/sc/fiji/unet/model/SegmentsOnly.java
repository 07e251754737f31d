package sc.fiji.unet.model;

import java.util.Optional;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.Readout;

/** Networks of other programs that segment like ours, but that nothing can be learned from or made of. */
final class SegmentsOnly {
    private SegmentsOnly() {}

    /** What is so about a network, if anything. */
    static Optional<String> reason(Graph graph) {
        if (graph.foreign().isPresent()) return Optional.of(" has operations that only ONNX Runtime computes");
        if (!(graph.nodes().get(graph.nodes().size() - 1).op() instanceof Readout end)) return Optional.empty();
        return Optional.of(
                end.isNone()
                        ? " decides on classes by numbers of its whole answer"
                        : " says objects as the program does that it was made for");
    }
}
