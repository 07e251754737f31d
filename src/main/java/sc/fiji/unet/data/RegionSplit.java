package sc.fiji.unet.data;

import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Cuts one annotated image into a region to learn from and a region to validate on, for people who have a single image.
 * Both keep all pixels, so that nothing changes for normalization and context; the other region's truth is ignored.
 *
 * @param train the image with the validation region ignored
 * @param validation the image with all but the validation region ignored
 */
public record RegionSplit(AnnotatedImage train, AnnotatedImage validation) {
    /**
     * Cuts a strip off that side of the image which leaves the classes best balanced. Every class counts alike in the
     * strip's width, however rare it is.
     *
     * @param share of the annotation to validate on, above 0 and below 1
     */
    public static RegionSplit of(AnnotatedImage image, double share) {
        return new Cut(image).best(share);
    }

    /** A strip at one end of an axis: positions from (inclusive) to (exclusive). */
    private record Strip(int axis, long from, long to) {
        boolean has(long[] position) {
            return position[axis] >= from && position[axis] < to;
        }
    }

    private static final class Cut {
        private final AnnotatedImage image;
        private final double[][][] profiles; // axis, position, class: share of the class that lies there

        Cut(AnnotatedImage image) {
            this.image = image;
            int classes = 1;
            for (IntType index : Views.flatIterable(image.target())) classes = Math.max(classes, index.get() + 1);
            profiles = profiles(image, classes);
        }

        private static double[][][] profiles(AnnotatedImage image, int classes) {
            double[][][] profiles = new double[2][][];
            for (int d = 0; d < 2; d++)
                profiles[d] = new double[(int) image.image().size()[d]][classes];
            double[] totals = new double[classes];
            Cursor<IntType> cursor = Views.flatIterable(image.target()).localizingCursor();
            while (cursor.hasNext()) {
                int index = cursor.next().get();
                if (index < 0) continue;
                totals[index]++;
                for (int d = 0; d < 2; d++) profiles[d][cursor.getIntPosition(d)][index]++;
            }
            for (double[][] axis : profiles)
                for (double[] place : axis) for (int k = 0; k < classes; k++) place[k] /= Math.max(1, totals[k]);
            return profiles;
        }

        RegionSplit best(double share) {
            Strip best = null;
            for (int axis = 0; axis < 2; axis++) {
                long size = profiles[axis].length;
                Strip low = new Strip(axis, 0, cut(axis, share));
                Strip high = new Strip(axis, cut(axis, 1 - share), size);
                for (Strip strip : new Strip[] {low, high}) {
                    if (best == null || balance(strip, share) > balance(best, share)) best = strip;
                }
            }
            return new RegionSplit(masked(best, false), masked(best, true));
        }

        /** Where the classes, each weighing the same, reach a share of their sum. */
        private long cut(int axis, double share) {
            double[][] places = profiles[axis];
            double all = Arrays.stream(places).mapToDouble(Cut::weight).sum();
            double sum = 0;
            for (int i = 0; i < places.length; i++) {
                sum += weight(places[i]);
                if (sum >= share * all) return Math.min(i + 1, places.length - 1);
            }
            return places.length - 1;
        }

        /** How much a place weighs: its foreground only, where there is any, as that must be in both parts. */
        private static double weight(double[] place) {
            return place.length == 1 ? place[0] : Arrays.stream(place).skip(1).sum();
        }

        /** How fairly the worst-off class is shared: 1 as asked for, 0 where one part has nothing of it. */
        private double balance(Strip strip, double share) {
            double worst = 1;
            for (int k = 0; k < profiles[0][0].length; k++) {
                double inside = 0;
                double outside = 0;
                for (int i = 0; i < profiles[strip.axis].length; i++) {
                    if (i >= strip.from && i < strip.to) inside += profiles[strip.axis][i][k];
                    else outside += profiles[strip.axis][i][k];
                }
                if (inside + outside > 0) worst = Math.min(worst, Math.min(inside / share, outside / (1 - share)));
            }
            return worst;
        }

        private AnnotatedImage masked(Strip strip, boolean inside) {
            int[] target = new int[Math.toIntExact(Intervals.numElements(image.target()))];
            long[] position = new long[image.target().numDimensions()];
            Cursor<IntType> cursor = Views.flatIterable(image.target()).localizingCursor();
            for (int i = 0; i < target.length; i++) {
                int index = cursor.next().get();
                cursor.localize(position);
                target[i] = strip.has(position) == inside ? index : AnnotatedImage.IGNORE;
            }
            return new AnnotatedImage(
                    image.image(),
                    ArrayImgs.ints(target, image.target().dimensionsAsLongArray()),
                    image.weight(),
                    image.objects());
        }
    }
}
