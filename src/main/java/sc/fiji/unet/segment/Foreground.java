package sc.fiji.unet.segment;

/** Decides classes anew where the foreground is not to begin at the usual probability. */
final class Foreground {
    private Foreground() {}

    /**
     * Makes each pixel the likeliest of the foreground classes, or background.
     *
     * @param chances (output, pixel); one alone is that of class 1
     * @param classes of each pixel, as the likeliest of all; changed
     * @param threshold the probability of all foreground classes together above which a pixel is of one
     */
    static void decide(float[] chances, int[] classes, double threshold) {
        int pixels = classes.length;
        int highest = 1;
        for (int k : classes) highest = Math.max(highest, k);
        boolean single = chances.length == pixels;
        for (int i = 0; i < pixels; i++) {
            double foreground = single ? chances[i] : 1 - chances[i];
            if (foreground <= threshold) classes[i] = 0;
            else if (classes[i] == 0) classes[i] = single ? 1 : likeliest(chances, i, pixels, highest);
        }
    }

    private static int likeliest(float[] chances, int i, int pixels, int highest) {
        int best = 1;
        for (int k = 2; k <= highest; k++) if (chances[k * pixels + i] > chances[best * pixels + i]) best = k;
        return best;
    }
}
