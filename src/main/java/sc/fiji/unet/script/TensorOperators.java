package sc.fiji.unet.script;

import java.util.List;
import java.util.Map;

/** Whoever is told what the code of an archive does to tensors. */
public interface TensorOperators {
    /**
     * An operator some of whose arguments are tensors: those of the archive as {@link sc.fiji.unet.nn.Tensor}, the image and
     * what was computed from it as whatever this gave before.
     *
     * @param operator its name without {@code torch.}, such as {@code conv2d}
     * @param arguments tensors, lists, Long, Double, Boolean, text, or null for None
     * @param named further arguments by name
     * @throws IllegalArgumentException where the operator is unknown
     */
    Object apply(String operator, List<Object> arguments, Map<String, Object> named);
}
