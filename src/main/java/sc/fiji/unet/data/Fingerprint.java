package sc.fiji.unet.data;

import java.util.List;

/**
 * What a set of images is like, for planning a network and for the record. Immutable.
 *
 * @param images number of images
 * @param channels of each image
 * @param smallest size along x, y, (z), each the smallest of the set
 * @param median size along x, y, (z)
 * @param largest size along x, y, (z), each the largest of the set
 * @param spacing median physical pixel size along x, y, (z); all 1 where unknown
 * @param unit of the spacing, "pixel" where unknown
 * @param intensities one a channel
 * @param classShares share of the labeled pixels of each class; adds up to 1
 * @param withoutForeground images whose mask holds background only
 * @param orientation how much mirrored images differ from the others; see {@link Orientation}; 0 where nobody looked
 */
public record Fingerprint(
        int images,
        int channels,
        long[] smallest,
        long[] median,
        long[] largest,
        double[] spacing,
        String unit,
        List<Intensity> intensities,
        double[] classShares,
        int withoutForeground,
        double orientation) {
    /** A copy for images of this orientation. */
    public Fingerprint withOrientation(double value) {
        return new Fingerprint(
                images,
                channels,
                smallest,
                median,
                largest,
                spacing,
                unit,
                intensities,
                classShares,
                withoutForeground,
                value);
    }

    /**
     * Pixel values of one channel over all images, each image counting alike.
     *
     * @param min smallest value
     * @param max largest value
     * @param mean mean of the images' means
     * @param deviation square root of the mean of the images' variances about that mean
     * @param low 0.5 % of the pixels are lower, estimated on evenly spaced pixels
     * @param high 0.5 % of the pixels are higher
     */
    public record Intensity(double min, double max, double mean, double deviation, double low, double high) {}

    /** Number of spatial axes: 2 or 3. */
    public int rank() {
        return median.length;
    }
}
