package sc.fiji.unet.image;

/**
 * What is done to the numbers of each pixel by itself: some channels become others by a linear map, and then a function of
 * these is taken.
 *
 * @param from the first channel that is changed
 * @param to the channel after the last one
 * @param rows for each new channel the factor of each old one; none where only the function is taken
 * @param shift added to each new channel
 * @param then sigmoid, softmax of all new channels, relu, exp, truncate, nonzero, or none
 */
public record PixelLayer(int from, int to, double[][] rows, double[] shift, String then) {
    private static final double[][] NO_ROWS = {};

    /** Only a function. */
    public static PixelLayer function(int from, int to, String then) {
        return new PixelLayer(from, to, NO_ROWS, new double[0], then);
    }

    /** The same of channels that come after so many others. */
    PixelLayer behind(int channels) {
        return new PixelLayer(from + channels, to + channels, rows, shift, then);
    }

    /** Channels that take the place of those that are changed. */
    public int made() {
        return rows.length == 0 ? to - from : rows.length;
    }

    /** Channels after it, of so many before. */
    public int channels(int before) {
        return before - (to - from) + made();
    }

    /** Whether what is larger before it is larger after it, where it maps each channel to itself. */
    public boolean isRising() {
        for (int k = 0; k < rows.length; k++) if (rows[k][k] <= 0) return false;
        return true;
    }

    /** Whether it maps channels before the function is taken. */
    public boolean maps() {
        return rows.length > 0;
    }

    /**
     * Does it.
     *
     * @param values (channel, pixel)
     */
    public float[] of(float[] values, int pixels) {
        int before = values.length / pixels;
        int after = channels(before);
        float[] result = new float[after * pixels];
        System.arraycopy(values, 0, result, 0, from * pixels);
        int behind = (before - to) * pixels;
        System.arraycopy(values, to * pixels, result, result.length - behind, behind);
        double[] numbers = new double[made()];
        for (int i = 0; i < pixels; i++) {
            for (int k = 0; k < numbers.length; k++) numbers[k] = mapped(values, pixels, k, i);
            take(numbers);
            for (int k = 0; k < numbers.length; k++) result[(from + k) * pixels + i] = (float) numbers[k];
        }
        return result;
    }

    private double mapped(float[] values, int pixels, int k, int i) {
        if (!maps()) return values[(from + k) * pixels + i];
        double sum = shift[k];
        for (int c = from; c < to; c++) {
            double factor = rows[k][c - from];
            if (factor != 0) sum += factor * values[c * pixels + i];
        }
        return sum;
    }

    private void take(double... numbers) {
        switch (then) {
            case "sigmoid" -> {
                for (int k = 0; k < numbers.length; k++) numbers[k] = 1 / (1 + Math.exp(-numbers[k]));
            }
            case "relu" -> {
                for (int k = 0; k < numbers.length; k++) numbers[k] = Math.max(0, numbers[k]);
            }
            case "exp" -> {
                for (int k = 0; k < numbers.length; k++) numbers[k] = Math.exp(numbers[k]);
            }
            case "truncate" -> {
                for (int k = 0; k < numbers.length; k++)
                    numbers[k] = numbers[k] < 0 ? Math.ceil(numbers[k]) : Math.floor(numbers[k]);
            }
            case "nonzero" -> {
                for (int k = 0; k < numbers.length; k++) numbers[k] = numbers[k] == 0 ? 0 : 1;
            }
            case "softmax" -> {
                double most = Double.NEGATIVE_INFINITY;
                for (double number : numbers) most = Math.max(most, number);
                double sum = 0;
                for (int k = 0; k < numbers.length; k++) sum += numbers[k] = Math.exp(numbers[k] - most);
                for (int k = 0; k < numbers.length; k++) numbers[k] /= sum;
            }
            default -> {}
        }
    }
}
