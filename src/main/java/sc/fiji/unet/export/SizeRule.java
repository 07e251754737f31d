package sc.fiji.unet.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.unet.config.ModelCard;

/**
 * Which sizes of input a network takes, and how much of the edges of its output to cut off where an image is computed in
 * tiles.
 *
 * @param rank number of axes
 * @param plane along x and y
 * @param depth along z, where there is one
 */
record SizeRule(int rank, Edge plane, Edge depth) {
    /** The smallest edge that a program may have to hold in memory: what a network could see at most reaches further. */
    private static final int LARGEST_PLANE = 512;

    private static final int LARGEST_VOLUME = 96;
    private static final int GOOD_PLANE = 256;

    /**
     * What holds along an axis.
     *
     * @param min the smallest edge
     * @param step edges are the smallest and multiples of this more
     * @param halo pixels at each end
     */
    record Edge(int min, int step, int halo) {
        static Edge of(int step, int halo, int largest) {
            int room = Math.max(step, (largest - step) / 2 / step * step);
            int held = Math.min(halo, room);
            return new Edge(multiple(2 * held + 1, step), step, held);
        }

        @Override
        public String toString() {
            return min + " + n * " + step;
        }
    }

    /** The same along each axis. */
    SizeRule(int rank, int min, int step, int halo) {
        this(rank, new Edge(min, step, halo), new Edge(min, step, halo));
    }

    static SizeRule of(ModelCard.Network network) {
        int largest = network.rank() == 2 ? LARGEST_PLANE : LARGEST_VOLUME;
        Edge plane = Edge.of(network.stride(), network.halo(), largest);
        ModelCard.Depth depth = network.depth();
        return new SizeRule(
                network.rank(), plane, depth == null ? plane : Edge.of(depth.stride(), depth.halo(), largest));
    }

    private static int multiple(int least, int step) {
        return (least + step - 1) / step * step;
    }

    /** What holds along x, y or z, counted from 0. */
    Edge along(int dimension) {
        return dimension == 2 ? depth : plane;
    }

    /** Pixels at the edges, in words. */
    String halo() {
        return plane.halo + (uniform() || depth.halo == plane.halo ? "" : ", along z " + depth.halo);
    }

    private boolean uniform() {
        return rank == 2 || depth.equals(plane);
    }

    /** A size to test with, along x, y, (z). */
    int[] testSize() {
        int[] size = new int[rank];
        Arrays.setAll(size, d -> rank == 2 ? Math.max(plane.min, multiple(GOOD_PLANE, plane.step)) : along(d).min);
        return size;
    }

    /** As the specification writes it. */
    Map<String, Object> described(int dimension) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("min", along(dimension).min);
        map.put("step", along(dimension).step);
        return map;
    }

    @Override
    public String toString() {
        return plane + (uniform() ? " along each axis" : " along x and y, " + depth + " along z");
    }
}
