package sc.fiji.unet.imports;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.OptionException;

/**
 * Everything a person may say about an import. Immutable.
 *
 * @param input a package, as a zip file, its folder or its description; or a file with a network alone
 * @param output the model folder to write; null for one below the folder of models, called after the package
 * @param weights one of {@link #WEIGHTS}
 * @param tensor the output to take where there are several; empty for the only one
 * @param plain what nobody but a person says of a network alone
 */
public record ImportOptions(Path input, Path output, String weights, String tensor, Plain plain) {
    /** Which weights of a package to take; auto takes ONNX where there are several. */
    public static final List<String> WEIGHTS = List.of("auto", "onnx", "torchscript");

    /** How the answer of a network alone becomes probabilities; auto stands for what it ends with itself. */
    public static final List<String> ACTIVATIONS = List.of("auto", "sigmoid", "softmax");

    /** Refuses other words. */
    public ImportOptions {
        if (input == null) throw new OptionException("input is missing: expected a package or a file of weights.");
        if (!WEIGHTS.contains(weights)) throw OptionException.unknown("weights", weights, WEIGHTS);
    }

    /** All as the package says. */
    public static ImportOptions of(Path input, Path output) {
        return new ImportOptions(input, output, "auto", "", Plain.NOTHING);
    }

    /**
     * What is said of a network alone; empty where nothing is.
     *
     * @param axes letters of the axes that it reads and answers in
     * @param normalization of images, id and options; {@code none} for none
     * @param activation one of {@link #ACTIVATIONS}
     * @param classes names of its outputs, separated by commas
     */
    public record Plain(String axes, String normalization, String activation, String classes) {
        /** Nothing is said. */
        public static final Plain NOTHING = new Plain("", "", "auto", "");

        /** Refuses what is no word for axes or activations. */
        public Plain {
            boolean letters =
                    axes.matches("[bczyx]{2,5}") && axes.chars().distinct().count() == axes.length();
            if (!axes.isEmpty() && !(letters && axes.contains("y") && axes.contains("x"))) {
                throw new OptionException("axes = " + axes + ": expected each of b, c, z, y and x once at most, as in"
                        + " bcyx, with y and x.");
            }
            if (!ACTIVATIONS.contains(activation)) {
                throw OptionException.unknown("activation", activation, ACTIVATIONS);
            }
        }

        boolean isNothing() {
            return equals(NOTHING);
        }
    }
}
