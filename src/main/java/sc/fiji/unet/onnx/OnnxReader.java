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
            OnnxLayout known = layout.usual(read.inputs().get(0).size().length);
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

    private static int[] size(OnnxFile.Value input, OnnxLayout layout) {
        if (input.size().length != layout.input().length()) {
            throw new IllegalArgumentException(
                    "its input has " + input.size().length + " axes, expected those of " + layout.input());
        }
        return layout.probe(input.size());
    }

    private static InputException refused(String where, String why, Exception cause) {
        return new InputException(
                where + " cannot be read as an ONNX network: " + why
                        + ". Copy it again, or ask its author for one file with a network from images to images.",
                cause);
    }
}
