package sc.fiji.unet.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.unet.config.ModelCard;

/**
 * Which sizes of input a network takes, along each axis alike, and how much of the edges of its output to cut off where
 * an image is computed in tiles.
 *
 * @param rank number of axes
 * @param min the smallest edge
 * @param step edges are the smallest and multiples of this more
 * @param halo pixels at each edge
 */
record SizeRule(int rank, int min, int step, int halo) {
    /** The smallest edge that a program may have to hold in memory: what a network could see at most reaches further. */
    private static final int LARGEST_PLANE = 512;

    private static final int LARGEST_VOLUME = 96;
    private static final int GOOD_PLANE = 256;

    static SizeRule of(ModelCard.Network network) {
        int step = network.stride();
        int largest = network.rank() == 2 ? LARGEST_PLANE : LARGEST_VOLUME;
        int room = Math.max(step, (largest - step) / 2 / step * step);
        int halo = Math.min(network.halo(), room);
        return new SizeRule(network.rank(), multiple(2 * halo + 1, step), step, halo);
    }

    private static int multiple(int least, int step) {
        return (least + step - 1) / step * step;
    }

    /** A size to test with, along x, y, (z). */
    int[] testSize() {
        int[] size = new int[rank];
        Arrays.fill(size, rank == 2 ? Math.max(min, multiple(GOOD_PLANE, step)) : min);
        return size;
    }

    /** As the specification writes it. */
    Map<String, Object> described() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("min", min);
        map.put("step", step);
        return map;
    }
}
