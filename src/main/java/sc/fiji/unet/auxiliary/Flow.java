package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import sc.fiji.unet.label.ClassMap;

/**
 * The directions that a network said, in the last planes of its map, the last axis first. Where a pixel has moved to is kept
 * as a pixel and the way from its middle, so that it ends at the same place wherever in an image it lies. For one thread.
 */
final class Flow {
    private static final int MOST_STEPS = 200;
    /** Slower than that it is not moving any more, pixels a step. */
    private static final double STILL = 0.05;

    private final ClassMap map;
    private final int[] size;
    private final int pixels;
    private final int[] at;
    /** From the middle of the pixel, -0.5 to 0.5. */
    private final double[] beside;

    private final double[] step;

    Flow(ClassMap map) {
        this.map = map;
        size = axes(map);
        pixels = map.classes().length;
        at = new int[size.length];
        beside = new double[size.length];
        step = new double[size.length];
    }

    /** Along x, y, (z), of which a volume of one slice has none. */
    static int[] axes(ClassMap map) {
        int[] all = map.size();
        return all.length == 3 && all[2] == 1 ? new int[] {all[0], all[1]} : all;
    }

    /** The pixel in which each pixel of the foreground ends; -1 in the background. */
    int[] ends() {
        int[] ends = new int[pixels];
        for (int i = 0; i < pixels; i++) ends[i] = map.classes()[i] > 0 ? end(i) : -1;
        return ends;
    }

    private int end(int start) {
        int rest = start;
        for (int d = 0; d < size.length; d++) {
            at[d] = rest % size[d];
            beside[d] = 0;
            rest /= size[d];
        }
        int last = start;
        for (int i = 0; i < MOST_STEPS; i++) {
            look();
            double squared = 0;
            for (int d = 0; d < size.length; d++) {
                squared += step[d] * step[d];
                move(d);
            }
            int here = index();
            if (map.classes()[here] <= 0) return last; // never out of the foreground
            last = here;
            if (squared < STILL * STILL) break;
        }
        return last;
    }

    /** A step along an axis, not beyond the middle of the last pixel. */
    private void move(int d) {
        double way = beside[d] + step[d];
        int pixels = (int) Math.floor(way + 0.5);
        at[d] += pixels;
        beside[d] = way - pixels;
        boolean before = at[d] < 0 || at[d] == 0 && beside[d] < 0;
        boolean behind = at[d] >= size[d] || at[d] == size[d] - 1 && beside[d] > 0;
        if (!before && !behind) return;
        at[d] = before ? 0 : size[d] - 1;
        beside[d] = 0;
    }

    private int index() {
        int index = 0;
        for (int d = size.length - 1; d >= 0; d--) index = index * size[d] + at[d];
        return index;
    }

    /** The direction at a place between pixels, by linear interpolation over those of the foreground. */
    private void look() {
        double weights = 0;
        Arrays.fill(step, 0);
        for (int corner = 0; corner < 1 << size.length; corner++) {
            double weight = 1;
            int index = 0;
            for (int d = size.length - 1; d >= 0; d--) {
                int low = beside[d] < 0 ? at[d] - 1 : at[d];
                double share = beside[d] < 0 ? beside[d] + 1 : beside[d];
                boolean upper = (corner >> d & 1) == 1;
                weight *= upper ? share : 1 - share;
                index = index * size[d] + Math.min(size[d] - 1, upper ? low + 1 : low);
            }
            if (weight == 0 || map.classes()[index] <= 0) continue;
            weights += weight;
            for (int d = 0; d < size.length; d++) step[d] += weight * direction(d, index);
        }
        if (weights > 0) for (int d = 0; d < size.length; d++) step[d] /= weights;
    }

    private double direction(int d, int index) {
        int plane = map.probabilities().length / pixels - 1 - d;
        return 2 * map.probabilities()[plane * pixels + index] - 1;
    }
}
