package sc.fiji.unet.check;

import java.util.Arrays;

/**
 * How well the outlines of a mask lie on the edges of its image, as it is and mirrored or turned. Edges are ranked within
 * the image: outlines anywhere score 0.5 on average, outlines on the strongest edges 1. Immutable.
 *
 * @param scores by {@link Turning}; NaN where the picture would change its size
 * @param outline how many pixels of the sketch are along an outline
 */
record EdgeFit(double[] scores, int outline) {
    /** Of a mask without outlines. */
    static final EdgeFit NONE = new EdgeFit(new double[Turning.values().length], 0);

    static EdgeFit of(Sketch sketch) {
        boolean[] outline = outline(sketch);
        float[] ranks = ranks(strongest(gradient(sketch), sketch.width()));
        double[] scores = new double[Turning.values().length];
        int n = 0;
        for (boolean here : outline) if (here) n++;
        for (Turning symmetry : Turning.values()) scores[symmetry.ordinal()] = mean(sketch, outline, ranks, symmetry);
        return new EdgeFit(scores, n);
    }

    double score(Turning symmetry) {
        return scores[symmetry.ordinal()];
    }

    /** How much better the mask fits where it is moved; NaN where it cannot be. */
    double gain(Turning symmetry) {
        return score(symmetry) - score(Turning.NONE);
    }

    private static double mean(Sketch sketch, boolean[] outline, float[] ranks, Turning symmetry) {
        if (!symmetry.keeps(sketch.width(), sketch.height())) return Double.NaN;
        double sum = 0;
        int n = 0;
        for (int i = 0; i < outline.length; i++) {
            if (!outline[i]) continue;
            sum += ranks[symmetry.place(i % sketch.width(), i / sketch.width(), sketch.width(), sketch.height())];
            n++;
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** Pixels beside one of another label; where nobody said anything there is no outline. */
    private static boolean[] outline(Sketch sketch) {
        int[] labels = sketch.labels();
        boolean[] outline = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (i % sketch.width() + 1 < sketch.width()) mark(labels, outline, i, i + 1);
            if (i + sketch.width() < labels.length) mark(labels, outline, i, i + sketch.width());
        }
        return outline;
    }

    private static void mark(int[] labels, boolean[] outline, int a, int b) {
        if (labels[a] == labels[b] || labels[a] < 0 || labels[b] < 0) return;
        outline[a] = true;
        outline[b] = true;
    }

    private static float[] gradient(Sketch sketch) {
        float[] gray = sketch.gray();
        int width = sketch.width();
        float[] gradient = new float[gray.length];
        for (int i = 0; i < gray.length; i++) {
            int x = i % width;
            float across = gray[x + 1 < width ? i + 1 : i] - gray[x > 0 ? i - 1 : i];
            float down = gray[i + width < gray.length ? i + width : i] - gray[i >= width ? i - width : i];
            gradient[i] = Math.abs(across) + Math.abs(down);
        }
        return gradient;
    }

    /** The strongest edge within a pixel of each: people outline no more exactly. */
    private static float[] strongest(float[] values, int width) {
        float[] across = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            float left = values[i % width > 0 ? i - 1 : i];
            float right = values[i % width + 1 < width ? i + 1 : i];
            across[i] = Math.max(values[i], Math.max(left, right));
        }
        float[] all = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            float above = across[i >= width ? i - width : i];
            float below = across[i + width < values.length ? i + width : i];
            all[i] = Math.max(across[i], Math.max(above, below));
        }
        return all;
    }

    /** The share of pixels with a smaller value; equal ones share their ranks. */
    private static float[] ranks(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float[] ranks = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            ranks[i] = (first(sorted, values[i]) + first(sorted, Math.nextUp(values[i]))) / (2f * values.length);
        }
        return ranks;
    }

    /** Index of the first number that is not smaller. */
    private static int first(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
