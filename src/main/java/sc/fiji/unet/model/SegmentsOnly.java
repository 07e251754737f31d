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
        boolean readOut = graph.nodes().get(graph.nodes().size() - 1).op() instanceof Readout;
        return readOut ? Optional.of(" says objects as the program does that it was made for") : Optional.empty();
    }
}
