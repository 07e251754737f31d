package sc.fiji.unet.model;

import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;

/** Makes a network ready to predict on a device; libtorch in the program, something lighter in tests. */
@FunctionalInterface
public interface NetworkCompiler {
    /** Compiles for a device that is named as people do: {@code cpu}, {@code gpu0}... */
    PatchPredictor compile(Inference network, String device);
}
