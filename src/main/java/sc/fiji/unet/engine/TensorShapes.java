package sc.fiji.unet.engine;

import ai.djl.ndarray.types.Shape;

/** Tensor shapes (batch, channels, (z), y, x) from image sizes along x, y, (z). */
public final class TensorShapes {
    private TensorShapes() {}

    /** (n, channels, (z), y, x) for a size x, y, (z). */
    public static Shape of(int n, int channels, int... size) {
        long[] shape = new long[size.length + 2];
        shape[0] = n;
        shape[1] = channels;
        for (int d = 0; d < size.length; d++) shape[shape.length - 1 - d] = size[d];
        return new Shape(shape);
    }

    /** (n, (z), y, x) for a size x, y, (z). */
    public static Shape ofMaps(int n, int... size) {
        long[] shape = new long[size.length + 1];
        shape[0] = n;
        for (int d = 0; d < size.length; d++) shape[shape.length - 1 - d] = size[d];
        return new Shape(shape);
    }
}
