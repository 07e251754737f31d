package sc.fiji.unet.data;

import java.util.Arrays;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Whether images have an up and a down, a left and a right, as pictures of patients have and those of cells have not: then
 * classes lie where they lie in the other images, and no longer do so where these are mirrored or turned. Coarse maps of
 * where each class is are compared, each with the mean of the others.
 */
public final class Orientation {
    private static final int CELLS = 8;
    private static final int FEWEST_IMAGES = 5;
    /** What maps of cells at random places have in common is less. */
    private static final double ALIKE = 0.1;

    private final double[][] maps;
    private final double[] sum;

    private Orientation(double[][] maps) {
        this.maps = maps;
        sum = new double[maps[0].length];
        for (double[] map : maps) for (int i = 0; i < sum.length; i++) sum[i] += map[i];
    }

    /**
     * How much less alike images are where the others are mirrored or turned by half: 0 where that makes no difference or
     * images have nothing in common, 1 where all are the same and without symmetry.
     *
     * @param classes number of classes, background included
     */
    public static double of(List<AnnotatedImage> images, int classes) {
        double[][] maps = images.stream()
                .map(image -> map(image, classes))
                .filter(map -> Arrays.stream(map).anyMatch(value -> value != 0))
                .toArray(double[][]::new);
        if (maps.length < FEWEST_IMAGES) return 0;
        Orientation orientation = new Orientation(maps);
        double asTheyAre = orientation.likeness(0, 0);
        if (asTheyAre < ALIKE) return 0;
        double mirrored = Math.min(
                orientation.likeness(CELLS - 1, CELLS - 1),
                Math.min(orientation.likeness(CELLS - 1, 0), orientation.likeness(0, CELLS - 1)));
        return Math.max(0, asTheyAre - mirrored);
    }

    /** Share of each foreground class in each cell, less its mean over the cells. */
    private static double[] map(AnnotatedImage image, int classes) {
        double[] map = new double[(classes - 1) * CELLS * CELLS];
        long width = image.target().dimension(0);
        long height = image.target().dimension(1);
        Cursor<IntType> pixels = Views.iterable(image.target()).localizingCursor();
        while (pixels.hasNext()) {
            int index = pixels.next().get();
            if (index < 1) continue;
            long x = pixels.getLongPosition(0) - image.target().min(0);
            long y = pixels.getLongPosition(1) - image.target().min(1);
            map[(int) (((index - 1) * CELLS + y * CELLS / height) * CELLS + x * CELLS / width)]++;
        }
        int cells = CELLS * CELLS;
        for (int from = 0; from < map.length; from += cells) {
            double mean = Arrays.stream(map, from, from + cells).average().orElseThrow();
            for (int i = from; i < from + cells; i++) map[i] = (map[i] - mean) / (width * height);
        }
        return map;
    }

    /** How alike each map and the mean of the others are, whose cells are taken at x ^ mirrorX and y ^ mirrorY. */
    private double likeness(int mirrorX, int mirrorY) {
        double product = 0;
        double square = 0;
        for (double[] map : maps) {
            for (int i = 0; i < map.length; i++) {
                int other = i ^ (mirrorY * CELLS + mirrorX);
                product += map[i] * (sum[other] - map[other]) / (maps.length - 1);
                square += map[i] * map[i];
            }
        }
        return product / square;
    }
}
