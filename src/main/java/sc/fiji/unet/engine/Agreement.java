package sc.fiji.unet.engine;

import sc.fiji.unet.predict.ClassDecision;

/**
 * How far two computations of the same probabilities say the same.
 *
 * @param labels share of pixels with the same most probable class, 0 to 1
 * @param difference the largest between two probabilities
 */
record Agreement(double labels, double difference) {
    private static final double ENOUGH = 0.999;

    /**
     * Compares what two networks say of the same pixels.
     *
     * @param a row-major (classes, pixels)
     * @param b the same
     * @param classes output channels; one means a sigmoid, above 0.5 or not
     */
    static Agreement between(float[] a, float[] b, int classes) {
        int[] labels = ClassDecision.of(a, classes);
        int[] others = ClassDecision.of(b, classes);
        int same = 0;
        for (int i = 0; i < labels.length; i++) if (labels[i] == others[i]) same++;
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            float difference = Math.abs(a[i] - b[i]);
            if (!(difference <= largest)) largest = difference; // not a number counts as different
        }
        return new Agreement(same / (double) labels.length, largest);
    }

    /** Whether the one may stand for the other: equal labels on 99.9 % of pixels, and numbers throughout. */
    boolean isEnough() {
        return labels >= ENOUGH && !Double.isNaN(difference);
    }
}
