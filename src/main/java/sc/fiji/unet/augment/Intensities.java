package sc.fiji.unet.augment;

/**
 * Mean, standard deviation and range of one channel of a patch. Intensity changes are measured in these, because a
 * normalization may have brought the values to any range.
 */
record Intensities(float mean, float deviation, float min, float max) {
    static Intensities of(Patch patch, int channel) {
        double sum = 0;
        double squares = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int from = channel * patch.pixels();
        for (int i = from; i < from + patch.pixels(); i++) {
            float v = patch.input()[i];
            sum += v;
            squares += (double) v * v;
            min = Math.min(min, v);
            max = Math.max(max, v);
        }
        double mean = sum / patch.pixels();
        double variance = Math.max(0, squares / patch.pixels() - mean * mean);
        return new Intensities((float) mean, (float) Math.sqrt(variance), min, max);
    }

    static float mean(Patch patch, int channel) {
        double sum = 0;
        int from = channel * patch.pixels();
        for (int i = from; i < from + patch.pixels(); i++) sum += patch.input()[i];
        return (float) (sum / patch.pixels());
    }
}
