package sc.fiji.unet.segment;

/** Decides classes anew where the foreground is not to begin at the usual probability. */
final class Foreground {
    private Foreground() {}

    /**
     * Makes each pixel the likeliest of the foreground classes, or background.
     *
     * @param chances (output, pixel)
     * @param outputs how many of these stand for classes, the first ones; one alone is that of class 1
     * @param classes of each pixel, as the likeliest of all; changed
     * @param threshold the probability of all foreground classes together above which a pixel is of one
     */
    static void decide(float[] chances, int outputs, int[] classes, double threshold) {
        int pixels = classes.length;
        boolean single = outputs == 1;
        for (int i = 0; i < pixels; i++) {
            double foreground = single ? chances[i] : 1 - chances[i];
            if (foreground <= threshold) classes[i] = 0;
            else if (classes[i] == 0) classes[i] = single ? 1 : likeliest(chances, i, pixels, outputs);
        }
    }

    private static int likeliest(float[] chances, int i, int pixels, int outputs) {
        int best = 1;
        for (int k = 2; k < outputs; k++) if (chances[k * pixels + i] > chances[best * pixels + i]) best = k;
        return best;
    }
}
