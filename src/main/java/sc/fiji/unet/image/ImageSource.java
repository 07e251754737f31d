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
 */
public record ImageSource(
        String name, RandomAccessibleInterval<? extends RealType<?>> pixels, double[] pixelSize, String unit) {
    /** Refuses anything but two or three spatial axes and a channel axis. */
    public ImageSource {
        int rank = pixels.numDimensions() - 1;
        if (rank < 2 || rank > 3 || pixelSize.length != rank) {
            throw new InputException(
                    name + ": expected axes [x, y, (z), c] and a pixel size for each spatial axis, got "
                            + pixels.numDimensions() + " axes and " + pixelSize.length + " pixel sizes.");
        }
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
