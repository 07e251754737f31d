package sc.fiji.unet.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;

/**
 * An image as the network's side sees it: pixels on the axes [x, y, (z), c] from zero, any real type, with the physical
 * size of a pixel. Never copied, perhaps lazy; reading from several threads is allowed where each takes its own access.
 *
 * @param name where it comes from, for messages and file names
 * @param pixels axes x, y, (z), channel; zero-min
 * @param pixelSize physical size along x, y, (z); all 1 where unknown
 * @param unit of the pixel size, "pixel" where unknown
 * @param frames how many time points its slices are of, one after the other; more than 1 only to be written
 */
public record ImageSource(
        String name,
        RandomAccessibleInterval<? extends RealType<?>> pixels,
        double[] pixelSize,
        String unit,
        int frames) {
    /** Refuses anything but two or three spatial axes and a channel axis, and slices that make no whole frames. */
    public ImageSource {
        int rank = pixels.numDimensions() - 1;
        if (rank < 2 || rank > 3 || pixelSize.length != rank) {
            throw new InputException(
                    name + ": expected axes [x, y, (z), c] and a pixel size for each spatial axis, got "
                            + pixels.numDimensions() + " axes and " + pixelSize.length + " pixel sizes.");
        }
        if (frames < 1 || frames > 1 && (rank < 3 || pixels.dimension(2) % frames != 0))
            throw new InputException(name + ": its slices do not make " + frames + " frames.");
    }

    /** An image of one time point. */
    public ImageSource(
            String name, RandomAccessibleInterval<? extends RealType<?>> pixels, double[] pixelSize, String unit) {
        this(name, pixels, pixelSize, unit, 1);
    }

    /** An image whose pixel size nobody knows. */
    public ImageSource(String name, RandomAccessibleInterval<? extends RealType<?>> pixels) {
        this(name, pixels, ones(pixels.numDimensions() - 1), "pixel");
    }

    /** Number of spatial axes: 2 or 3. */
    public int rank() {
        return pixels.numDimensions() - 1;
    }

    /** Number of channels: the extent of the last axis of {@link #pixels}. */
    public int channels() {
        return Math.toIntExact(pixels.dimension(rank()));
    }

    /** Size along x, y, (z). */
    public long[] size() {
        long[] size = new long[rank()];
        for (int d = 0; d < size.length; d++) size[d] = pixels.dimension(d);
        return size;
    }

    /** Whether another image has the same size, channels and pixel values, whatever its name. */
    public boolean hasPixelsOf(ImageSource other) {
        if (!Intervals.equalDimensions(pixels, other.pixels)) return false;
        Cursor<? extends RealType<?>> mine = Views.flatIterable(pixels).cursor();
        Cursor<? extends RealType<?>> theirs = Views.flatIterable(other.pixels).cursor();
        while (mine.hasNext()) {
            if (mine.next().getRealFloat() != theirs.next().getRealFloat()) return false;
        }
        return true;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }
}
