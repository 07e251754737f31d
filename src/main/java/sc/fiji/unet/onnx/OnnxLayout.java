package sc.fiji.unet.onnx;

import java.util.List;

/**
 * What is known of the tensors of an ONNX file.
 *
 * @param input letters of the axes of the image that the network reads, such as {@code bcyx}; empty for the usual ones
 * @param output letters of the axes of its answer; empty where nobody said, which is as the network has them
 * @param name of the output; empty for the only one
 * @param size of an image along the input's axes, for files that do not say it; empty for a usual one
 */
public record OnnxLayout(String input, String output, String name, List<Integer> size) {
    /** Copies the list. */
    public OnnxLayout {
        size = List.copyOf(size);
    }
}
