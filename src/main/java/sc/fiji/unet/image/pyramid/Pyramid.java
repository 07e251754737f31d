package sc.fiji.unet.image.pyramid;

import java.util.List;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;

/** A large image in levels of resolution, the finest first, of which parts are read when they are asked for. Thread safe. */
public interface Pyramid {
    /** Its name, as of a file. */
    String name();

    /** How many levels of resolution there are. */
    int levels();

    /** Size of a pixel of a level along x, y, z, in {@link #unit}; 1 where nobody says. */
    double[] pixelSize(int level);

    /** The unit of pixel sizes, "pixel" where unknown. */
    String unit();

    /**
     * The images of a level: one a frame, and where images are asked for one a slice of each frame, slice fastest. All lazy.
     *
     * @param rank 2 for axes [x, y, c], 3 for [x, y, z, c]
     */
    List<ImageSource> images(int level, int rank);

    /** The level whose pixels are closest in size to those that are wanted along x, in micrometers; 0 where unknown. */
    default int closest(double micrometers) {
        if (!LengthUnit.known(unit())) return 0;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int level = 0; level < levels(); level++) {
            double size = pixelSize(level)[0] * LengthUnit.micrometers(unit());
            double off = Math.abs(Math.log(size / micrometers));
            if (off < least) best = level;
            least = Math.min(least, off);
        }
        return best;
    }
}
