package sc.fiji.unet.imports;

import java.util.List;
import java.util.Map;

/**
 * What a description says of a model, whichever version of the format it is written in.
 *
 * @param name the title
 * @param account who made it and where it came from, for people: keys and texts in the order to show them
 * @param inputs what it reads
 * @param outputs what it answers
 * @param weights files by their kind, such as {@code onnx}
 * @param tolerance how far its test output may be off
 * @param ours the card of a model that this program exported; empty for others
 */
record ModelText(
        String name,
        Map<String, String> account,
        List<TensorText> inputs,
        List<TensorText> outputs,
        Map<String, TensorText.NamedFile> weights,
        Tolerance tolerance,
        String ours) {
    /**
     * How far numbers may be off.
     *
     * @param relative to what is expected
     * @param absolute added to that
     * @param perMillion of the numbers that may be farther off
     */
    record Tolerance(double relative, double absolute, double perMillion) {
        /** What the specification means where nothing is said. */
        static final Tolerance USUAL = new Tolerance(1e-3, 1e-3, 100);
    }
}
