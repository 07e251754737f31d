package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a set of images is like, for planning a network and for the record. Immutable.
 *
 * @param images number of images
 * @param extent how large they are
 * @param pixelSize how large a pixel is
 * @param intensities one a channel
 * @param annotated what their masks hold
 * @param across the edge of a square as large as the largest numbered objects, in pixels; 0 where there are none, or nobody
 *     looked
 * @param orientation how much mirrored images differ from the others; see {@link Mirroring}
 */
public record Fingerprint(
        int images,
        Extent extent,
        PixelSize pixelSize,
        List<Intensity> intensities,
        Annotated annotated,
        double across,
        Mirroring orientation) {
    /**
     * How large the images are, in pixels along x, y, (z).
     *
     * @param smallest of each axis over the set
     * @param median of each axis
     * @param largest of each axis
     */
    public record Extent(long[] smallest, long[] median, long[] largest) {
        private Extent plane() {
            return new Extent(Arrays.copyOf(smallest, 2), Arrays.copyOf(median, 2), Arrays.copyOf(largest, 2));
        }
    }

    /**
     * Physical size of a pixel, for models that rescale images.
     *
     * @param spacing median along x, y, (z); all 1 where unknown
     * @param unit of the spacing, "pixel" where unknown
     */
    public record PixelSize(double[] spacing, String unit) {
        private PixelSize plane() {
            return new PixelSize(Arrays.copyOf(spacing, 2), unit);
        }
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

    /**
     * What the masks of the images hold, all of them together.
     *
     * @param classShares share of the labeled pixels of each class; adds up to 1
     * @param withoutForeground images whose mask holds background only
     */
    public record Annotated(double[] classShares, int withoutForeground) {
        /** The share of the rarest class of the foreground that is there at all; 1 where none is. */
        public double rarest() {
            return Arrays.stream(classShares)
                    .skip(1)
                    .filter(share -> share > 0)
                    .min()
                    .orElse(1);
        }
    }

    /**
     * How much less alike images are where the others are mirrored: 0 where that makes no difference or nobody looked, 1 where all
     * are the same and without symmetry. Immutable.
     *
     * @param most whatever they are mirrored along, or turned by half
     * @param axes mirrored along x, y and z alone; empty for planes
     */
    public record Mirroring(double most, List<Double> axes) {
        /** Nobody looked. */
        public static final Mirroring UNKNOWN = new Mirroring(0, List.of());

        /** Copies the list. */
        public Mirroring {
            axes = List.copyOf(axes);
        }

        /** Those of the letters x, y and z along which mirror images differ by less than this. */
        public String alike(double limit) {
            StringBuilder alike = new StringBuilder();
            for (int d = 0; d < axes.size(); d++) if (axes.get(d) < limit) alike.append("xyz".charAt(d));
            return alike.toString();
        }
    }

    /** A copy for images of this orientation. */
    public Fingerprint withOrientation(Mirroring value) {
        return new Fingerprint(images, extent, pixelSize, intensities, annotated, across, value);
    }

    /** A copy for images with numbered objects of this size. */
    public Fingerprint withObjects(double value) {
        return new Fingerprint(images, extent, pixelSize, intensities, annotated, value, orientation);
    }

    /** A copy for the slices of these volumes as images, each with so many neighbors on each side as further channels. */
    Fingerprint sliced(int neighbors) {
        List<Intensity> shown = new ArrayList<>();
        for (int i = -neighbors; i <= neighbors; i++) shown.addAll(intensities);
        return new Fingerprint(images, extent.plane(), pixelSize.plane(), shown, annotated, across, orientation);
    }

    /** Number of spatial axes: 2 or 3. */
    public int rank() {
        return extent.median().length;
    }

    /** Channels of each image. */
    public int channels() {
        return intensities.size();
    }
}
