package sc.fiji.unet.nn;

import java.util.Arrays;
import sc.fiji.unet.base.Sizes;

/**
 * A named array from a file that may not be ours.
 *
 * @param name as the file has it; nested modules joined with points
 * @param shape sizes of its axes, slowest first
 * @param values row-major
 */
public record Tensor(String name, int[] shape, float[] values) {
    /** Refuses a shape that its values do not fill. */
    public Tensor {
        if (Sizes.count(shape) != values.length) {
            throw new IllegalArgumentException(
                    name + " has shape " + Arrays.toString(shape) + " but " + values.length + " values");
        }
    }
}
