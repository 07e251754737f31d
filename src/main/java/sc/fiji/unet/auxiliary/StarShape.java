package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The pixels of a plane whose centers a star-convex polygon holds. */
final class StarShape extends RayShape {
    private final int width;
    private final int height;
    private final DoubleUnaryOperator length;
    private final double[][] rays;
    private final double[] x;
    private final double[] y;
    private final double[] crossings;

    /**
     * Has no pixels yet.
     *
     * @param count of its rays
     * @param length in pixels of what a network says of a ray
     */
    StarShape(int width, int height, int count, DoubleUnaryOperator length) {
        super(count);
        rays = Rays.around(count);
        x = new double[count];
        y = new double[count];
        crossings = new double[count];
        this.length = length;
        this.width = width;
        this.height = height;
    }

    @Override
    void fill(int center, float[] said, int first, double share) {
        int plane = width * height;
        double top = height;
        double bottom = -1;
        for (int k = 0; k < x.length; k++) {
            double far = share * length.applyAsDouble(said[first + k * plane + center]);
            x[k] = center % width + far * rays[0][k];
            y[k] = center / width + far * rays[1][k];
            top = Math.min(top, y[k]);
            bottom = Math.max(bottom, y[k]);
        }
        clear();
        int last = (int) Math.min(height - 1, Math.floor(bottom));
        for (int row = (int) Math.max(0, Math.ceil(top)); row <= last; row++) row(row);
    }

    private void row(int row) {
        int n = 0;
        for (int k = 0; k < x.length; k++) {
            int next = (k + 1) % x.length;
            if (y[k] <= row == y[next] <= row) continue;
            crossings[n++] = x[k] + (row - y[k]) / (y[next] - y[k]) * (x[next] - x[k]);
        }
        Arrays.sort(crossings, 0, n);
        for (int i = 0; i + 1 < n; i += 2) {
            int from = (int) Math.max(0, Math.ceil(crossings[i]));
            int to = (int) Math.min(width - 1, Math.floor(crossings[i + 1]));
            for (int column = from; column <= to; column++) add(row * width + column);
        }
    }
}
