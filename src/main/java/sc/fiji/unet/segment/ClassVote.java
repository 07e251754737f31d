package sc.fiji.unet.segment;

import java.util.Arrays;

/**
 * Lets the pixels of each object vote on its class, where a network told objects apart without regard to classes: each says
 * how likely it holds each of them.
 */
final class ClassVote {
    private final float[] chances;
    private final int outputs;

    /**
     * Takes what a network said.
     *
     * @param chances (output, pixel)
     * @param outputs how many of these stand for classes, background first
     */
    ClassVote(float[] chances, int outputs) {
        this.chances = chances;
        this.outputs = outputs;
    }

    /** All foreground as one class. */
    static int[] united(int[] classes) {
        int[] united = new int[classes.length];
        for (int i = 0; i < united.length; i++) united[i] = Math.min(1, classes[i]);
        return united;
    }

    /**
     * The class of each pixel: that of its object, else what it was.
     *
     * @param classes before anybody knew of objects; pixels that are no foreground any more become background
     * @param foreground what is not 0 still is foreground
     * @param labels the number of the object at each pixel, from 1, 0 for none
     */
    int[] settle(int[] classes, int[] foreground, int[] labels) {
        int[] kinds = kinds(labels, Arrays.stream(labels).max().orElse(0));
        int[] settled = new int[classes.length];
        for (int i = 0; i < settled.length; i++) {
            if (labels[i] > 0) settled[i] = kinds[labels[i]];
            else if (foreground[i] > 0) settled[i] = classes[i];
        }
        return settled;
    }

    /** By number; of equal votes the first class wins. */
    private int[] kinds(int[] labels, int count) {
        int pixels = labels.length;
        double[][] votes = new double[count + 1][outputs];
        for (int i = 0; i < pixels; i++) {
            for (int k = 1; k < outputs && labels[i] > 0; k++) votes[labels[i]][k] += chances[k * pixels + i];
        }
        int[] kinds = new int[count + 1];
        for (int n = 1; n <= count; n++) {
            kinds[n] = 1;
            for (int k = 2; k < outputs; k++) if (votes[n][k] > votes[n][kinds[n]]) kinds[n] = k;
        }
        return kinds;
    }
}
