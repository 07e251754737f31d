package sc.fiji.unet.torchscript;

import java.util.List;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Conv;

/** Which activations a fused form computes inside the convolution before them: rectifiers that alone read it. */
record FusedActivations(Graph graph, Form form) {
    /** Whether a node is such an activation. */
    boolean isInside(int index) {
        return rectifier(index) != null && result(graph.nodes().get(index).input()) == index;
    }

    /** The node whose value a node's statement computes: the activation inside of a convolution, else the node itself. */
    int result(int index) {
        if (!form.fused() || !(graph.nodes().get(index).op() instanceof Conv)) return index;
        List<Integer> consumers = graph.consumers(index);
        return consumers.size() == 1 && fits(rectifier(consumers.get(0)), index) ? consumers.get(0) : index;
    }

    /** Convolutions of bytes have no slope below zero. */
    private boolean fits(Activation rectifier, int convolution) {
        if (rectifier == null) return false;
        return rectifier.kind() == Activation.Kind.RELU || !new ByteCode(graph, form).multiplies(convolution);
    }

    /** The arguments of a convolution's call that name the activation inside of it. */
    String attribute(int convolution) {
        Activation op = rectifier(result(convolution));
        if (op == null) return "\"none\", []";
        boolean relu = op.kind() == Activation.Kind.RELU;
        return relu
                ? "\"relu\", []"
                : "\"leaky_relu\", annotate(List[Optional[number]], [" + Script.number(op.slope()) + "])";
    }

    private Activation rectifier(int index) {
        return graph.nodes().get(index).op() instanceof Activation a && a.rectifies() ? a : null;
    }
}
