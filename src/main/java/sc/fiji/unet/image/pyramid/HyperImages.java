package sc.fiji.unet.image.pyramid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.image.ImageSource;

/** The images in one of five axes x, y, z, c, t. All stay as lazy as it is. */
public final class HyperImages {
    private static final int Z = 2;
    private static final int T = 4;

    private HyperImages() {}

    /**
     * One image a frame, and where images are asked for one a slice of each frame, slice fastest.
     *
     * @param whole its name, pixels and pixel size along x, y, z
     * @param rank 2 for axes [x, y, c], 3 for [x, y, z, c]
     */
    public static List<ImageSource> of(Whole whole, int rank) {
        RandomAccessibleInterval<? extends RealType<?>> all = whole.pixels();
        double[] size = whole.pixelSize();
        double[] pixelSize = rank == 3 ? size : new double[] {size[0], size[1]};
        List<ImageSource> images = new ArrayList<>();
        for (int t = 0; t < all.dimension(T); t++) {
            RandomAccessibleInterval<? extends RealType<?>> frame = Views.hyperSlice(all, T, t);
            for (int z = 0; z < (rank == 3 ? 1 : all.dimension(Z)); z++) {
                images.add(new ImageSource(
                        name(whole, rank == 3 ? -1 : z, t),
                        rank == 3 ? frame : Views.hyperSlice(frame, Z, z),
                        pixelSize,
                        whole.unit()));
            }
        }
        return images;
    }

    /**
     * An image of several slices, channels and frames.
     *
     * @param name of it
     * @param pixels axes x, y, z, c, t
     * @param pixelSize along x, y, z
     * @param unit of the pixel size
     */
    public record Whole(
            String name, RandomAccessibleInterval<? extends RealType<?>> pixels, double[] pixelSize, String unit) {}

    private static String name(Whole whole, int z, int t) {
        String frame = whole.pixels.dimension(T) > 1 ? "_t" + padded(t + 1, whole.pixels.dimension(T)) : "";
        String slice = whole.pixels.dimension(Z) > 1 && z >= 0 ? "_z" + padded(z + 1, whole.pixels.dimension(Z)) : "";
        return whole.name + frame + slice;
    }

    private static String padded(int index, long count) {
        return String.format(Locale.ROOT, "%0" + String.valueOf(count).length() + "d", index);
    }
}
