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
        sum = new double[maps.length == 0 ? 0 : maps[0].length];
        for (double[] map : maps) for (int i = 0; i < sum.length; i++) sum[i] += map[i];
    }

    /** How much less alike maps are that are mirrored along their first axis, their second, and both. */
    private record Differences(double first, double second, double both) {
        double most() {
            return Math.max(first, Math.max(second, both));
        }
    }

    /**
     * How much less alike images are where the others are mirrored. Volumes are seen along each axis in turn.
     *
     * @param classes number of classes, background included
     * @param rank 2 to look at x and y only
     */
    public static Fingerprint.Mirroring of(List<AnnotatedImage> images, int classes, int rank) {
        Differences xy = seen(images, classes, 0, 1);
        if (rank == 2) return new Fingerprint.Mirroring(xy.most(), List.of());
        Differences xz = seen(images, classes, 0, 2);
        Differences yz = seen(images, classes, 1, 2);
        return new Fingerprint.Mirroring(
                Math.max(xy.most(), Math.max(xz.most(), yz.most())),
                List.of(
                        Math.max(xy.first(), xz.first()),
                        Math.max(xy.second(), yz.first()),
                        Math.max(xz.second(), yz.second())));
    }

    private static Differences seen(List<AnnotatedImage> images, int classes, int first, int second) {
        double[][] maps = images.stream()
                .map(image -> map(image, classes, first, second))
                .filter(map -> Arrays.stream(map).anyMatch(value -> value != 0))
                .toArray(double[][]::new);
        return new Orientation(maps).differences();
    }

    private Differences differences() {
        if (maps.length < FEWEST_IMAGES) return new Differences(0, 0, 0);
        double asTheyAre = likeness(0, 0);
        if (asTheyAre < ALIKE) return new Differences(0, 0, 0);
        return new Differences(
                Math.max(0, asTheyAre - likeness(CELLS - 1, 0)),
                Math.max(0, asTheyAre - likeness(0, CELLS - 1)),
                Math.max(0, asTheyAre - likeness(CELLS - 1, CELLS - 1)));
    }

    /** Share of each foreground class in each cell, less its mean over the cells. */
    private static double[] map(AnnotatedImage image, int classes, int first, int second) {
        double[] map = new double[(classes - 1) * CELLS * CELLS];
        long width = image.target().dimension(first);
        long height = image.target().dimension(second);
        Cursor<IntType> pixels = Views.iterable(image.target()).localizingCursor();
        while (pixels.hasNext()) {
            int index = pixels.next().get();
            if (index < 1) continue;
            long x = pixels.getLongPosition(first) - image.target().min(first);
            long y = pixels.getLongPosition(second) - image.target().min(second);
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
