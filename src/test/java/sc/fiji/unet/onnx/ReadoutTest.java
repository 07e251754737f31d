package sc.fiji.unet.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.GraphText;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Readout;

/** A network that ends with its own readout keeps it, wherever it is written. */
class ReadoutTest {
    @TempDir
    Path folder;

    private static Graph ending(Readout readout) {
        GraphBuilder graph = new GraphBuilder(2, 1);
        graph.add("said", readout, graph.conv("logits", 0, 5, 1, true));
        return graph.build();
    }

    private static List<? extends Class<? extends Op>> kinds(Graph graph) {
        return graph.nodes().stream().map(Node::op).map(Op::getClass).toList();
    }

    private static Op last(Graph graph) {
        return graph.nodes().get(graph.nodes().size() - 1).op();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsReadAsItWasWritten(boolean bounded) throws Exception {
        Graph graph = ending(new Readout(2, bounded));
        Path file = folder.resolve("net.onnx");
        OnnxWriter.write(file, graph, RandomWeights.of(graph, 1));
        OnnxLayout layout = new OnnxLayout(
                "bcyx",
                "bcyx",
                new OnnxLayout.Ends(List.of(), List.of(), List.of(), List.of(), "", List.of()),
                List.of());
        Graph read = OnnxReader.read(ByteBuffer.wrap(Files.readAllBytes(file)), layout, "net")
                .graph();
        assertEquals(new Readout(2, bounded), last(read));
        assertEquals(kinds(graph), kinds(read));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cardsSayIt(boolean bounded) {
        Graph graph = ending(new Readout(2, bounded));
        String word = GraphText.of(graph);
        assertEquals(bounded ? "c*k1s1p0/p2" : "c*k1s1p0/q2", word);
        assertEquals(last(graph), last(GraphText.parse(word, 2, 1, 5)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noSecondOneFollows(boolean bounded) {
        Graph graph = ending(new Readout(2, bounded));
        Inference inference = Inference.of(graph, RandomWeights.of(graph, 1), 2);
        assertEquals(kinds(graph), kinds(inference.graph()));
    }
}
