package sc.fiji.unet.imports;

import java.util.Map;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;

/** Chooses weights of a package, and says what to ask for where there are none that can be used. */
final class OtherWeights {
    /** What a person should ask the author of a model for. */
    static final String ASK_FOR =
            "weights of Keras, TensorFlow, or a PyTorch state dictionary need the program that made them. Ask its author to add"
                    + " ONNX weights (torch.onnx.export, or tf2onnx) or TorchScript (torch.jit.script) to a package of"
                    + " bioimage.io.";

    private OtherWeights() {}

    /** The kind of weights to read: what was asked for, else ONNX, else TorchScript. */
    static String choose(Map<String, TensorText.NamedFile> found, String asked, String where) {
        if (!asked.equals("auto")) {
            if (found.containsKey(asked)) return asked;
            throw new OptionException("weights = " + asked + ": " + where + " has " + names(found.keySet())
                    + ". Choose one of these, or auto.");
        }
        if (found.containsKey("onnx")) return "onnx";
        if (found.containsKey("torchscript")) return "torchscript";
        throw new InputException(where + " has only weights of the kind " + names(found.keySet())
                + ", which cannot be used here: " + ASK_FOR);
    }

    private static String names(Set<String> kinds) {
        return kinds.isEmpty() ? "no weights" : String.join(", ", kinds);
    }
}
