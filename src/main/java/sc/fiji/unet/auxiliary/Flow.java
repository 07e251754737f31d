package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import sc.fiji.unet.label.ClassMap;

/** The directions that a network said, in the last planes of its map, the last axis first. For one thread. */
final class Flow {
    private static final int MOST_STEPS = 200;
    /** Slower than that it is not moving any more, pixels a step. */
    private static final double STILL = 0.05;

    private final ClassMap map;
    private final int[] size;
    private final int pixels;
    private final double[] at;
    private final double[] step;

    Flow(ClassMap map) {
        this.map = map;
        size = axes(map);
        pixels = map.classes().length;
        at = new double[size.length];
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
            rest /= size[d];
        }
        int last = start;
        for (int i = 0; i < MOST_STEPS; i++) {
            look();
            double squared = 0;
            for (int d = 0; d < size.length; d++) {
                squared += step[d] * step[d];
                at[d] = Math.max(0, Math.min(size[d] - 1, at[d] + step[d]));
            }
            int here = index();
            if (map.classes()[here] <= 0) return last; // never out of the foreground
            last = here;
            if (squared < STILL * STILL) break;
        }
        return last;
    }

    private int index() {
        int index = 0;
        for (int d = size.length - 1; d >= 0; d--) index = index * size[d] + (int) Math.round(at[d]);
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
                int low = (int) at[d];
                double share = at[d] - low;
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
