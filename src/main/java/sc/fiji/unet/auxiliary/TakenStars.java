package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import sc.fiji.unet.label.ClassMap;

/** Shapes that are taken one after the other, unless they overlap with earlier ones too much. For one thread. */
final class TakenStars {
    /** How far from the middle of a shape to its border a pixel is that says none of its own. */
    private static final double CORE = 0.5;

    private final int[] classes;
    private final float[] said;
    private final int rays;
    private final int[] labels;
    private final boolean[] cores;
    private final boolean[] shared;
    private final double most;
    private final RayShape shape;
    private int[] areas = new int[64];
    private int[] common = new int[64];
    private int taken;

    /**
     * Takes none yet.
     *
     * @param map whose last planes are the lengths of rays
     * @param labels all 0
     * @param most the share of the smaller of two shapes that both may have in common
     * @param shape of each
     */
    TakenStars(ClassMap map, int[] labels, double most, RayShape shape) {
        this.labels = labels;
        this.most = most;
        classes = map.classes();
        said = map.probabilities();
        rays = said.length - shape.rays() * classes.length;
        cores = new boolean[classes.length];
        shared = new boolean[classes.length];
        this.shape = shape;
    }

    /** Those of these pixels in their order, each within the class of its middle. */
    void take(int[] middles) {
        for (int middle : middles) {
            if (cores[middle]) continue;
            shape.fill(middle, said, rays, 1);
            int[] pixels = shape.pixels();
            int count = 0;
            for (int k = 0; k < shape.count(); k++)
                if (classes[pixels[k]] == classes[middle]) pixels[count++] = pixels[k];
            if (!isFree(pixels, count)) continue;
            paint(pixels, count);
            shape.fill(middle, said, rays, CORE);
            for (int k = 0; k < shape.count(); k++) cores[shape.pixels()[k]] = true;
        }
    }

    /** Takes from all what two of them have in common. */
    void part() {
        for (int i = 0; i < labels.length; i++) if (shared[i]) labels[i] = 0;
    }

    private boolean isFree(int[] pixels, int count) {
        int seen = 0;
        boolean free = true;
        while (seen < count && free) {
            int other = labels[pixels[seen++]];
            common[other]++;
            free = other == 0 || common[other] <= most * Math.min(count, areas[other]);
        }
        free &= common[0] > 0;
        for (int k = 0; k < seen; k++) common[labels[pixels[k]]] = 0;
        return free;
    }

    private void paint(int[] pixels, int count) {
        if (++taken == areas.length) {
            areas = Arrays.copyOf(areas, 2 * taken);
            common = Arrays.copyOf(common, 2 * taken);
        }
        for (int k = 0; k < count; k++) {
            shared[pixels[k]] = labels[pixels[k]] != 0;
            if (shared[pixels[k]]) continue;
            labels[pixels[k]] = taken;
            areas[taken]++;
        }
    }
}
