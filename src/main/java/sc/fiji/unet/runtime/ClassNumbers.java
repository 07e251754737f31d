package sc.fiji.unet.runtime;

import sc.fiji.unet.image.PixelLayer;

/**
 * Probabilities of classes from what a network answers, pixel by pixel: the numbers before its last activation, mapped
 * linearly, of which softmax makes probabilities; what is said beside classes is only mapped.
 *
 * @param network says how
 */
record ClassNumbers(ForeignNetwork network) {
    private static final double LEAST = 1e-30;
    /** The largest float below 1 is nearer than this: what is 1 is as sure as a float can say. */
    private static final double NEAREST_TO_ONE = 1 - 0x1p-25;

    /** Of numbers in our order, channel, (z), y, x. */
    float[] of(float[] given) {
        int pixels = given.length / network.output().channels();
        float[] answer = given;
        for (PixelLayer layer : network.after()) answer = layer.of(answer, pixels);
        if (network.rows().length == 0) return answer;
        int in = answer.length / pixels;
        int classes = network.classes();
        float[] result = new float[classes * pixels];
        double[] logits = new double[in];
        double[] mapped = new double[classes];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < in; c++) logits[c] = logit(answer[c * pixels + i]);
            softmax(logits, mapped);
            for (int k = 0; k < classes; k++) result[k * pixels + i] = (float) mapped[k];
        }
        return result;
    }

    private double logit(double value) {
        return switch (network.output().ending()) {
            case "sigmoid" -> {
                double p = Math.min(NEAREST_TO_ONE, Math.max(LEAST, value));
                yield Math.log(p / (1 - p));
            }
            case "softmax" -> Math.log(Math.max(LEAST, value));
            default -> value;
        };
    }

    private void softmax(double[] logits, double[] mapped) {
        double most = Double.NEGATIVE_INFINITY;
        int classes = mapped.length - network.beside();
        for (int k = 0; k < mapped.length; k++) {
            mapped[k] = network.shift()[k];
            for (int c = 0; c < logits.length; c++) mapped[k] += network.rows()[k][c] * logits[c];
            if (k < classes) most = Math.max(most, mapped[k]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) sum += mapped[k] = Math.exp(mapped[k] - most);
        for (int k = 0; k < classes; k++) mapped[k] /= sum;
    }
}
