package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Arithmetic with plain numbers under gradients. DJL's own methods that take a number, such as {@code mul(2)}, put it into
 * Java's memory and let go of it at once, although the backward pass will read it there: a garbage collection in between
 * gives gradients of whatever lies there then. Here numbers are in libtorch's memory, which lasts as long as they are
 * needed. Adding and subtracting numbers is safe in DJL, as no gradient depends on them.
 */
public final class Scalars {
    private Scalars() {}

    /** The array times a number. */
    public static NDArray mul(NDArray array, double number) {
        return array.mul(scalar(array, number));
    }

    /** The array divided by a number. */
    public static NDArray div(NDArray array, double number) {
        return array.div(scalar(array, number));
    }

    /** The larger of each value and a number. */
    public static NDArray maximum(NDArray array, double number) {
        return array.maximum(scalar(array, number));
    }

    /** Each value to the power of a number. */
    public static NDArray pow(NDArray array, double number) {
        return array.pow(scalar(array, number));
    }

    private static NDArray scalar(NDArray like, double number) {
        return like.getManager().full(new Shape(), (float) number, like.getDataType());
    }
}
