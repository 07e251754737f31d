package sc.fiji.unet.image;

/** Mean and standard deviation of each channel of an image, read once. */
public final class Moments {
    private long count;
    private double mean;
    private double squares;

    private Moments() {}

    /** A row a channel: its mean and its deviation, 0 where all pixels are equal. */
    public static double[][] of(ImageSource image) {
        Moments[] moments = new Moments[image.channels()];
        for (int c = 0; c < moments.length; c++) moments[c] = new Moments();
        ImageScan.scan(image, (c, values, from, n) -> moments[c].add(values, from, n));
        double[][] found = new double[moments.length][];
        for (int c = 0; c < found.length; c++) found[c] = new double[] {moments[c].mean, moments[c].deviation()};
        return found;
    }

    private void add(float[] values, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) sum += values[i];
        double chunkMean = sum / n;
        double chunkSquares = 0;
        for (int i = from; i < from + n; i++) {
            double difference = values[i] - chunkMean;
            chunkSquares += difference * difference;
        }
        double shift = chunkMean - mean;
        long total = count + n;
        squares += chunkSquares + shift * shift * count * n / total;
        mean += shift * n / total;
        count = total;
    }

    private double deviation() {
        double deviation = Math.sqrt(squares / count);
        return deviation > 1e-12 * Math.abs(mean) ? deviation : 0; // equal pixels leave only rounding
    }
}
