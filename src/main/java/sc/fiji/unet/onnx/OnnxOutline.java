package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sc.fiji.unet.nn.Tensor;

/** What an ONNX file says of its ends, whatever lies between. */
public final class OnnxOutline {
    private static final Set<String> SAME = Set.of("Identity", "Cast");
    private final OnnxFile file;

    private OnnxOutline(OnnxFile file) {
        this.file = file;
    }

    /** Reads a file that was read before. */
    public static OnnxOutline of(ByteBuffer bytes) {
        return new OnnxOutline(OnnxFile.read(bytes));
    }

    OnnxFile file() {
        return file;
    }

    /** The most channels that convolutions give each pixel of an image before there are fewer pixels for the first time. */
    public int width() {
        int widest = 1;
        for (OnnxOperator operator : file.operators()) {
            if (operator.type().equals("Conv")) widest = Math.max(widest, channels(operator));
            if (halves(operator)) return widest;
        }
        return widest;
    }

    private int channels(OnnxOperator convolution) {
        Tensor kernel = convolution.inputs().size() < 2
                ? null
                : file.constants().get(convolution.inputs().get(1));
        return kernel == null || kernel.shape().length == 0 ? 1 : kernel.shape()[0];
    }

    private static boolean halves(OnnxOperator operator) {
        int[] strides = operator.integers("strides");
        return !operator.type().equals("ConvTranspose")
                && strides != null
                && Arrays.stream(strides).anyMatch(stride -> stride > 1);
    }

    /** Names of the images that it reads. */
    public List<String> inputs() {
        return names(file.inputs());
    }

    /** Names of the images that are meant by these, in their order. */
    public List<String> meant(List<String> ids) {
        return names(inputs(ids));
    }

    /** Name of the output that is meant. */
    public String meant(OnnxLayout.Ends ends) {
        return output(ends).name();
    }

    /** Sizes along the axes of an input, 0 where any will do. */
    public int[] size(String input) {
        return named(file.inputs(), input).size();
    }

    private static List<String> names(List<OnnxFile.Value> values) {
        return values.stream().map(OnnxFile.Value::name).toList();
    }

    private static OnnxFile.Value named(List<OnnxFile.Value> values, String name) {
        return values.get(names(values).indexOf(name));
    }

    /** By their names where the file calls them so, else in its order. */
    List<OnnxFile.Value> inputs(List<String> ids) {
        List<OnnxFile.Value> all = file.inputs();
        if (ids.isEmpty() && !all.isEmpty()) return all;
        if (all.size() != ids.size()) {
            throw new IllegalArgumentException("it reads the inputs " + names(all) + ", expected "
                    + (ids.isEmpty() ? "an image" : ids.size() + ", for " + ids));
        }
        if (!names(all).containsAll(ids)) return all;
        return ids.stream().map(id -> named(all, id)).toList();
    }

    OnnxFile.Value output(OnnxLayout.Ends ends) {
        List<OnnxFile.Value> all = file.outputs();
        String chosen = ends.chosen();
        if (all.size() == 1 && chosen.isEmpty()) return all.get(0);
        if (names(all).contains(chosen)) return named(all, chosen);
        int place = ends.outputs().indexOf(chosen);
        if (place >= 0 && place < all.size()) return all.get(place);
        throw new IllegalArgumentException("it has the outputs " + names(all)
                + (chosen.isEmpty() ? ", expected one: choose one by tensor" : ", but no " + chosen));
    }

    /**
     * What an output is made by: sigmoid, softmax of its channels, or none.
     *
     * @param axes letters of the output's axes
     */
    public String ending(String output, String axes) {
        String name = output;
        for (Optional<OnnxOperator> last = maker(name); last.isPresent(); last = maker(name)) {
            OnnxOperator operator = last.get();
            if (operator.type().equals("Sigmoid")) return "sigmoid";
            if (operator.type().equals("Softmax")) return isOfChannels(operator, axes) ? "softmax" : "none";
            if (!SAME.contains(operator.type())) return "none";
            name = operator.inputs().get(0);
        }
        return "none";
    }

    private static boolean isOfChannels(OnnxOperator softmax, String axes) {
        int last = axes.length() - 1;
        int axis = softmax.has("axis") ? softmax.integer("axis", 1) : last;
        return axes.charAt(Math.floorMod(axis, axes.length())) == 'c';
    }

    private Optional<OnnxOperator> maker(String value) {
        return file.operators().stream()
                .filter(operator -> operator.outputs().contains(value))
                .findFirst();
    }
}
