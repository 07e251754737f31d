package sc.fiji.unet.label;

/**
 * Exact squared Euclidean distance, in pixels, from each pixel to the nearest pixel of value 0, axis by axis as the lower
 * envelope of parabolas (Felzenszwalb and Huttenlocher 2012).
 */
final class SquaredDistance {
    /** A distance larger than any in an image; finite, so that parabolas can be compared. */
    static final float FAR = 1e12f;

    private SquaredDistance() {}

    /**
     * Transforms in place.
     *
     * @param values 0 or {@link #FAR}, row-major with x fastest
     * @param size x, y, (z)
     */
    static void transform(float[] values, int[] size) {
        int step = 1;
        for (int length : size) {
            Line line = new Line(length);
            for (int i = 0; i < values.length; i++) {
                if (i / step % length == 0) line.transform(values, i, step);
            }
            step *= length;
        }
    }

    private static final class Line {
        private final int length;
        private final float[] height;
        private final int[] vertex;
        private final double[] from;

        Line(int length) {
            this.length = length;
            height = new float[length];
            vertex = new int[length];
            from = new double[length + 1];
        }

        void transform(float[] values, int start, int step) {
            for (int i = 0; i < length; i++) height[i] = values[start + i * step];
            int last = 0;
            vertex[0] = 0;
            from[0] = Double.NEGATIVE_INFINITY;
            for (int i = 1; i < length; i++) {
                double crossing = crossing(vertex[last], i);
                while (crossing <= from[last]) crossing = crossing(vertex[--last], i);
                vertex[++last] = i;
                from[last] = crossing;
            }
            from[last + 1] = Double.POSITIVE_INFINITY;
            for (int i = 0, k = 0; i < length; i++) {
                while (from[k + 1] < i) k++;
                float distance = i - vertex[k];
                values[start + i * step] = distance * distance + height[vertex[k]];
            }
        }

        private double crossing(int a, int b) {
            double rise = (double) height[b] + (double) b * b - height[a] - (double) a * a;
            return rise / (2.0 * (b - a));
        }
    }
}
