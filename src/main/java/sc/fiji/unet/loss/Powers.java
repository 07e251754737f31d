package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;

/** Powers of tensors whose gradient stays finite where the base is 0. */
final class Powers {
    private static final double FLOOR = 1e-6;

    private Powers() {}

    /** The power of a base of 0 or more; exponents below 1 are followed linearly under a millionth. */
    static NDArray power(NDArray base, double exponent) {
        return base.mul(Scalars.pow(Scalars.maximum(base, FLOOR), exponent - 1));
    }
}
