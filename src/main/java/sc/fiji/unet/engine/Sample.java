package sc.fiji.unet.engine;

import sc.fiji.unet.base.Sizes;

/**
 * One patch of an image, to try a network on in two precisions.
 *
 * @param values row-major (channels, (z), y, x), normalized
 * @param size x, y, (z)
 */
record Sample(float[] values, int[] size) {
    private static final int MOST_PIXELS = 1 << 17;

    /** The middle of a patch, small enough to be computed several times in a second or so. */
    static Sample of(float[] patch, int channels, int[] size, int stride) {
        int[] cut = size.clone();
        while (Sizes.product(cut) > MOST_PIXELS && shorten(cut, stride)) {}
        int[] min = new int[size.length];
        for (int d = 0; d < size.length; d++) min[d] = (size[d] - cut[d]) / 2;
        return new Sample(copy(patch, channels, volume(size, 1), volume(min, 0), volume(cut, 1)), cut);
    }

    int pixels() {
        return Sizes.count(size);
    }

    /** Halves the longest axis as far as the stride allows. */
    private static boolean shorten(int[] size, int stride) {
        int longest = 0;
        for (int d = 1; d < size.length; d++) if (size[d] > size[longest]) longest = d;
        int half = Math.max(stride, size[longest] / 2 / stride * stride);
        boolean shorter = half < size[longest];
        size[longest] = half;
        return shorter;
    }

    private static float[] copy(float[] patch, int channels, int[] size, int[] min, int[] cut) {
        float[] values = new float[channels * cut[0] * cut[1] * cut[2]];
        int to = 0;
        for (int c = 0; c < channels; c++) {
            for (int z = 0; z < cut[2]; z++) {
                for (int y = 0; y < cut[1]; y++, to += cut[0]) {
                    int row = ((c * size[2] + min[2] + z) * size[1] + min[1] + y) * size[0];
                    System.arraycopy(patch, row + min[0], values, to, cut[0]);
                }
            }
        }
        return values;
    }

    /** A plane is a volume of one slice. */
    private static int[] volume(int[] axes, int third) {
        return axes.length == 3 ? axes : new int[] {axes[0], axes[1], third};
    }
}
