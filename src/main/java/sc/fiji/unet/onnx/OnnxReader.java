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
     * Reads a network with the axes b, c, (z), y, x and what it puts out, be it logits or probabilities. Several inputs become
     * one image, with the channels of the first before those of the others.
     *
     * @param layout what is known of the file's tensors
     * @param where for messages
     * @throws ForeignOperatorException where the graph is not made of our operations
     * @throws InputException where the file is broken, or is something else
     */
    public static Transfer.Source read(ByteBuffer file, OnnxLayout layout, String where) {
        try {
            OnnxOutline outline = OnnxOutline.of(file);
            OnnxFile read = outline.file();
            List<OnnxFile.Value> inputs = outline.inputs(layout.ends().inputs());
            OnnxFile.Value output = outline.output(layout.ends());
            OnnxLayout known = layout.usual(inputs.get(0).size().length);
            return new Ends(read, known, inputs, output.name()).network();
        } catch (ForeignOperatorException | InputException e) {
            throw e;
        } catch (RuntimeException e) { // whatever a parser trips over, the file is at fault
            throw refused(where, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    /** What is asked of a file. */
    private record Ends(OnnxFile file, OnnxLayout layout, List<OnnxFile.Value> inputs, String output) {
        /** Kernels may be in the order of any image that goes in or comes out. */
        Transfer.Source network() {
            ForeignOperatorException first = null;
            for (String order : layout.spatialOrders()) {
                try {
                    return network(order);
                } catch (ForeignOperatorException e) {
                    if (first == null) first = e;
                } catch (RuntimeException e) { // another order is a guess, of which nobody has to hear
                    if (first == null) throw e;
                }
            }
            throw first;
        }

        private Transfer.Source network(String order) {
            OnnxNetwork network = new OnnxNetwork(file, layout, inputs, order);
            OnnxWords words = new OnnxWords(network);
            file.operators().forEach(words::read);
            return network.upTo(output);
        }
    }

    private static InputException refused(String where, String why, Exception cause) {
        return new InputException(
                where + " cannot be read as an ONNX network: " + why
                        + ". Copy it again, or ask its author for one file with a network from images to images.",
                cause);
    }
}
