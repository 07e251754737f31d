package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.Transfer;

/**
 * Reads the networks of ONNX files, whoever wrote them, into graphs of our own operations, so that all that is done with our
 * networks can be done with theirs. Nothing of the file is run.
 */
public final class OnnxReader {
    private static final int PROBE_PLANE = 256;
    private static final int PROBE_VOLUME = 64;

    private OnnxReader() {}

    /**
     * Reads a network with the axes b, c, (z), y, x and what it puts out, be it logits or probabilities.
     *
     * @param layout what is known of the file's tensors
     * @param where for messages
     * @throws ForeignOperatorException where the graph is not made of our operations
     * @throws InputException where the file is broken, or is something else
     */
    public static Transfer.Source read(ByteBuffer file, OnnxLayout layout, String where) {
        try {
            OnnxFile read = OnnxFile.read(file);
            if (read.inputs().size() != 1) {
                throw refused(where, "it reads " + read.inputs().size() + " inputs, expected one image", null);
            }
            OnnxFile.Value output = output(read, layout.name(), where);
            OnnxLayout known = layout.input().isEmpty() ? usual(read.inputs().get(0), layout) : layout;
            OnnxNetwork network =
                    new OnnxNetwork(read, known, size(read.inputs().get(0), known));
            OnnxWords words = new OnnxWords(network);
            read.operators().forEach(words::read);
            return network.upTo(output.name());
        } catch (ForeignOperatorException | InputException e) {
            throw e;
        } catch (RuntimeException e) { // whatever a parser trips over, the file is at fault
            throw refused(where, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    private static OnnxFile.Value output(OnnxFile file, String name, String where) {
        List<String> names = file.outputs().stream().map(OnnxFile.Value::name).toList();
        if (names.size() == 1 && name.isEmpty()) return file.outputs().get(0);
        int at = names.indexOf(name);
        if (at >= 0) return file.outputs().get(at);
        throw refused(
                where, "it has the outputs " + names + (name.isEmpty() ? ", expected one" : ", but no " + name), null);
    }

    /** What nearly all networks have: planes or volumes after batch and channels. */
    private static OnnxLayout usual(OnnxFile.Value input, OnnxLayout layout) {
        String axes = input.size().length == 5 ? "bczyx" : "bcyx";
        return new OnnxLayout(axes, layout.output(), layout.name(), layout.size());
    }

    /** By the file, by what was said, or a usual one, which many networks can halve often. */
    private static int[] size(OnnxFile.Value input, OnnxLayout layout) {
        String axes = layout.input();
        if (input.size().length != axes.length()) {
            throw new IllegalArgumentException(
                    "its input has " + input.size().length + " axes, expected those of " + axes);
        }
        int usual = axes.indexOf('z') < 0 ? PROBE_PLANE : PROBE_VOLUME;
        int[] size = input.size();
        for (int i = 0; i < size.length; i++) {
            if (size[i] == 0 && layout.size().size() == size.length)
                size[i] = layout.size().get(i);
            if (size[i] == 0) size[i] = "zyx".indexOf(axes.charAt(i)) < 0 ? 1 : usual;
        }
        return size;
    }

    private static InputException refused(String where, String why, Exception cause) {
        return new InputException(
                where + " cannot be read as an ONNX network: " + why
                        + ". Copy it again, or ask its author for one file with a network from images to images.",
                cause);
    }
}
