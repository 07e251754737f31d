package sc.fiji.unet.check;

/**
 * A small picture of what is fine in an image, to find the same image again whatever its contrast, format and size. What
 * is coarse is left out, as all images of a kind have it in common. Immutable.
 *
 * @param coarse of mean 0 and length 1, to tell most images apart quickly
 * @param fine the same without what neighbors have in common
 * @param shape width by height
 */
record Likeness(float[] coarse, float[] fine, double shape) {
    private static final int COARSE = 12;
    private static final int FINE = 48;
    private static final double COARSELY_ALIKE = 0.9;
    private static final double SAME_SHAPE = 0.1;

    /** Like no other. */
    static final Likeness NONE = new Likeness(new float[COARSE * COARSE], new float[FINE * FINE], 1);

    static Likeness of(Sketch sketch) {
        float[] coarse = reduced(sketch, COARSE);
        float[] fine = reduced(sketch, FINE);
        float[] detail = fine.clone();
        for (int i = 0; i < fine.length; i++) detail[i] -= around(fine, i);
        return new Likeness(unit(coarse), unit(detail), (double) sketch.width() / sketch.height());
    }

    /** Correlation of what is fine, 1 for the same image; 0 where already what is coarse differs. */
    double to(Likeness other) {
        if (Math.abs(Math.log(shape / other.shape)) > SAME_SHAPE) return 0;
        return product(coarse, other.coarse) < COARSELY_ALIKE ? 0 : product(fine, other.fine);
    }

    /** The mean of what each cell covers, along x and then along y. */
    private static float[] reduced(Sketch sketch, int edge) {
        int height = sketch.height();
        float[] rows = new float[edge * height];
        for (int y = 0; y < height; y++) {
            Line from = new Line(sketch.gray(), y * sketch.width(), 1, sketch.width());
            from.reduceTo(new Line(rows, y * edge, 1, edge));
        }
        float[] all = new float[edge * edge];
        for (int x = 0; x < edge; x++) new Line(rows, x, edge, height).reduceTo(new Line(all, x, edge, edge));
        return all;
    }

    /** A row or column of a picture. */
    private record Line(float[] pixels, int start, int step, int length) {
        /** Each pixel of the other line is the mean of what it covers of this one, parts of pixels included. */
        void reduceTo(Line other) {
            double scale = (double) length / other.length;
            for (int i = 0; i < other.length; i++) {
                double from = i * scale;
                double to = Math.min(length, from + scale);
                double sum = 0;
                for (int at = (int) from; at < to; at++) {
                    sum += pixels[start + at * step] * (Math.min(at + 1, to) - Math.max(at, from));
                }
                other.pixels[other.start + i * other.step] = (float) (sum / (to - from));
            }
        }
    }

    /** The mean of a pixel and its neighbors. */
    private static float around(float[] picture, int at) {
        float sum = 0;
        int n = 0;
        for (int y = Math.max(0, at / FINE - 1); y <= Math.min(FINE - 1, at / FINE + 1); y++) {
            for (int x = Math.max(0, at % FINE - 1); x <= Math.min(FINE - 1, at % FINE + 1); x++) {
                sum += picture[y * FINE + x];
                n++;
            }
        }
        return sum / n;
    }

    /** All zeros where the picture is of one value. */
    private static float[] unit(float[] picture) {
        double sum = 0;
        for (float value : picture) sum += value;
        double mean = sum / picture.length;
        double squares = 0;
        for (float value : picture) squares += (value - mean) * (value - mean);
        float length = (float) Math.sqrt(squares);
        float[] unit = new float[picture.length];
        for (int i = 0; i < unit.length && length > 0; i++) unit[i] = (float) (picture[i] - mean) / length;
        return unit;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
