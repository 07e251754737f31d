package sc.fiji.unet.nn.zoo;

import java.util.List;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.nn.Op;

/** The non-linearity that an architecture's option {@code activation} names. */
final class Activations {
    private static final double LEAK = 0.01;

    private Activations() {}

    static Op of(Options options) {
        String name = options.oneOf("activation", List.of("relu", "leakyrelu"));
        return name.equals("relu")
                ? new Op.Activation(Op.Activation.Kind.RELU)
                : new Op.Activation(Op.Activation.Kind.LEAKY_RELU, LEAK);
    }
}
