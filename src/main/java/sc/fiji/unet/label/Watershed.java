package sc.fiji.unet.label;

import java.util.Arrays;

/**
 * Divides the foreground into the domains of its hills. Pixels are visited from the highest down; each joins the domain of
 * its highest visited neighbor of the same class, or begins one. Where domains meet, the lower hill is merged into the
 * higher unless it rises above the meeting place by at least the tolerance (its dynamics, Grimaud 1992). For one thread.
 */
public final class Watershed {
    /** Half a float. */
    private static final int BITS = 16;

    private final float[] height;
    private final int[] classes;
    private final double tolerance;
    private final Neighbors neighbors;
    private final UnionFind domains = new UnionFind();
    private float[] peak = new float[64];

    /**
     * Prepares a division.
     *
     * @param height of each pixel of the map, 0 or more
     * @param map says what is foreground; its classes are never joined
     * @param tolerance in units of the height
     */
    public Watershed(float[] height, ClassMap map, double tolerance) {
        this.height = height;
        this.tolerance = tolerance;
        classes = map.classes();
        neighbors = new Neighbors(map.size(), Connectivity.FULL);
    }

    /** Numbers the domains 1..n without gaps and returns n. */
    public int label(int[] labels) {
        Arrays.fill(labels, 0);
        for (int pixel : descending()) labels[pixel] = 1 + domainOf(pixel, labels);
        int[] numbers = domains.numbers();
        for (int i = 0; i < labels.length; i++) if (labels[i] > 0) labels[i] = numbers[labels[i] - 1];
        return Instances.compact(labels, label -> true);
    }

    private int domainOf(int pixel, int[] labels) {
        int n = neighbors.of(pixel);
        int highest = -1;
        int main = -1;
        for (int i = 0; i < n; i++) {
            int near = neighbors.get(i);
            if (!joinable(pixel, near, labels)) continue;
            if (highest < 0 || height[near] > height[highest]) highest = near;
            int domain = domains.find(labels[near] - 1);
            if (main < 0 || peak[domain] > peak[main]) main = domain;
        }
        if (highest < 0) return begin(height[pixel]);
        for (int i = 0; i < n; i++) {
            int near = neighbors.get(i);
            if (joinable(pixel, near, labels)) main = meet(main, labels[near] - 1, height[pixel]);
        }
        return domains.find(labels[highest] - 1);
    }

    private boolean joinable(int pixel, int near, int[] labels) {
        return labels[near] != 0 && classes[near] == classes[pixel];
    }

    /** Merges a domain into the main one where its hill is too low here; returns the main one's representative. */
    private int meet(int main, int other, float level) {
        int domain = domains.find(other);
        if (domain == main || peak[domain] - level >= tolerance) return main;
        float top = peak[main];
        int merged = domains.union(main, domain);
        peak[merged] = top;
        return merged;
    }

    private int begin(float top) {
        int domain = domains.add();
        if (domain == peak.length) peak = Arrays.copyOf(peak, 2 * domain);
        peak[domain] = top;
        return domain;
    }

    /**
     * The foreground pixels from the highest to the lowest, in image order where equal: two counting sorts, by the lower and
     * by the upper half of the bits. So the order of a piece's pixels does not depend on what else there is in the image.
     */
    private int[] descending() {
        int count = 0;
        for (int k : classes) if (k > 0) count++;
        int[] order = new int[count];
        count = 0;
        for (int i = 0; i < classes.length; i++) if (classes[i] > 0) order[count++] = i;
        return sorted(sorted(order, 0), BITS);
    }

    private int[] sorted(int[] order, int shift) {
        int[] begin = new int[(1 << BITS) + 1];
        for (int pixel : order) begin[digit(pixel, shift) + 1]++;
        for (int i = 0; i < 1 << BITS; i++) begin[i + 1] += begin[i];
        int[] sorted = new int[order.length];
        for (int pixel : order) sorted[begin[digit(pixel, shift)]++] = pixel;
        return sorted;
    }

    /** Bits of a float that is not negative grow with it; what is no number counts as the lowest. */
    private int digit(int pixel, int shift) {
        int bits = height[pixel] > 0 ? Float.floatToIntBits(height[pixel]) : 0;
        return ~bits >> shift & (1 << BITS) - 1;
    }
}
