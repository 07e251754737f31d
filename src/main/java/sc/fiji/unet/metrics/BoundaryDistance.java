package sc.fiji.unet.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.DistanceTransform;
import sc.fiji.unet.label.Neighbors;

/**
 * How far the outlines of a class lie apart, in physical units. The outline is its pixels with a neighbor (by faces) of
 * another class or at the edge of the image; beside ignored pixels there is no outline. Distances run between centers of
 * pixels, from each outline to the nearest point of the other (Maier-Hein et al. 2024).
 *
 * <p>A class in neither image has no distance: NaN. One that is missing in just one image has the longest that the image
 * allows, its diagonal. One that is in both, but has no outline in one of them because all around it is unknown, has no
 * distance either: nobody said where it ends.
 *
 * @param hd95 95th percentile of the distances, the larger of both directions
 * @param asd average symmetric distance: the mean over both outlines
 */
public record BoundaryDistance(double hd95, double asd) {
    /**
     * Compares one class of two images, row-major ((z), y, x).
     *
     * @param truth class of each pixel; {@link AnnotatedImage#IGNORE} where unknown
     * @param prediction class of each pixel
     * @param k the class
     * @param size x, y, (z)
     * @param spacing physical size of a pixel along x, y, (z)
     */
    public static BoundaryDistance of(int[] truth, int[] prediction, int k, int[] size, double[] spacing) {
        boolean[] known = new boolean[truth.length];
        for (int i = 0; i < known.length; i++) known[i] = truth[i] != AnnotatedImage.IGNORE;
        boolean[] ofTruth = outline(truth, k, known, size);
        boolean[] ofPrediction = outline(prediction, k, known, size);
        double[] there = distances(ofTruth, ofPrediction, size, spacing);
        double[] back = distances(ofPrediction, ofTruth, size, spacing);
        if (there.length == 0 || back.length == 0) {
            if (isIn(truth, k, known) == isIn(prediction, k, known)) {
                return new BoundaryDistance(Double.NaN, Double.NaN);
            }
            double diagonal = diagonal(size, spacing);
            return new BoundaryDistance(diagonal, diagonal);
        }
        double sum = Arrays.stream(there).sum() + Arrays.stream(back).sum();
        return new BoundaryDistance(
                Math.max(percentile95(there), percentile95(back)), sum / (there.length + back.length));
    }

    private static boolean isIn(int[] classes, int k, boolean[] known) {
        return IntStream.range(0, classes.length).anyMatch(i -> known[i] && classes[i] == k);
    }

    private static boolean[] outline(int[] classes, int k, boolean[] known, int[] size) {
        Neighbors neighbors = new Neighbors(size, Connectivity.FACE);
        boolean[] outline = new boolean[classes.length];
        for (int i = 0; i < outline.length; i++) {
            if (classes[i] != k || !known[i]) continue;
            outline[i] = neighbors.onEdge(i);
            int n = neighbors.of(i);
            for (int j = 0; j < n; j++) outline[i] |= known[neighbors.get(j)] && classes[neighbors.get(j)] != k;
        }
        return outline;
    }

    /** Distance of each point of one outline to the other, in increasing order. */
    private static double[] distances(boolean[] from, boolean[] to, int[] size, double[] spacing) {
        float[] squared = DistanceTransform.squared(i -> to[i], size, spacing);
        double[] distances = new double[from.length];
        int count = 0;
        for (int i = 0; i < from.length; i++) if (from[i]) distances[count++] = Math.sqrt(squared[i]);
        double[] sorted = Arrays.copyOf(distances, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Between the two ranks nearest to 95 %, in proportion. */
    private static double percentile95(double[] sorted) {
        double rank = 0.95 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    private static double diagonal(int[] size, double[] spacing) {
        double squared = 0;
        for (int d = 0; d < size.length; d++) squared += size[d] * spacing[d] * size[d] * spacing[d];
        return Math.sqrt(squared);
    }
}
