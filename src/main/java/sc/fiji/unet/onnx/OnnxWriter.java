package sc.fiji.unet.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;

/**
 * Writes networks as ONNX files (IR version 8, operator set 17), which ONNX Runtime and many other programs run. Their input
 * {@code input} and output {@code output} are float32 (batch, channels, (z), y, x) of any size that is a multiple of the
 * stride. Dropout does nothing, and of several outputs the first is the answer; give the inference form of a network to have
 * probabilities and folded normalization.
 */
public final class OnnxWriter {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOAT = 1;

    private OnnxWriter() {}

    /** Creates or replaces a file; one network always gives the same bytes. */
    public static void write(Path file, Graph graph, Weights weights) {
        weights.requireFit(graph, file.toString());
        byte[] model = model(graph(graph, weights));
        AtomicFiles.write(file, temporary -> Files.write(temporary, model));
    }

    /** The file of a graph. */
    static byte[] model(Protobuf graph) {
        return new Protobuf()
                .integer(1, IR_VERSION)
                .text(2, "U-Net for Fiji")
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, OPERATOR_SET))
                .toBytes();
    }

    private static Protobuf graph(Graph graph, Weights weights) {
        OnnxNodes nodes = new OnnxNodes(graph);
        for (int i = 1; i < graph.nodes().size(); i++) nodes.add(i);
        Protobuf message = new Protobuf();
        nodes.nodes().forEach(node -> message.message(1, node));
        message.text(2, "net");
        for (Parameter p : graph.parameters()) {
            message.message(5, Tensors.of(p.name(), p.shape(), weights.get(p.name())));
        }
        nodes.constants().forEach(constant -> message.message(5, constant));
        return message.message(11, image("input", graph.channels(), graph.rank()))
                .message(12, image("output", graph.classes(), graph.rank()));
    }

    private static Protobuf image(String name, int channels, int rank) {
        Protobuf shape = new Protobuf()
                .message(1, new Protobuf().text(2, "batch"))
                .message(1, new Protobuf().integer(1, channels));
        for (int axis = rank - 1; axis >= 0; axis--) {
            shape.message(1, new Protobuf().text(2, String.valueOf("xyz".charAt(axis))));
        }
        return image(name, shape);
    }

    /** A ValueInfoProto of 32-bit floating point. */
    static Protobuf image(String name, Protobuf shape) {
        Protobuf tensor = new Protobuf().integer(1, FLOAT).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
