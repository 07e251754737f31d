package sc.fiji.unet.label;

import java.util.Arrays;

/** The neighbors of a pixel in a row-major plane or volume. For one thread. */
public final class Neighbors {
    private final int[] size;
    private final int[][] steps;
    private final int[] offsets;
    private final int[] found;

    /** For images of this size: x, y, (z). */
    public Neighbors(int[] size, Connectivity connectivity) {
        this.size = size.length == 3 ? size : new int[] {size[0], size[1], 1};
        steps = steps(connectivity);
        offsets = new int[steps.length];
        for (int i = 0; i < steps.length; i++) {
            offsets[i] = (steps[i][2] * this.size[1] + steps[i][1]) * this.size[0] + steps[i][0];
        }
        found = new int[steps.length];
    }

    /** Looks up the neighbors inside the image; {@link #get} then gives each. Returns how many. */
    public int of(int pixel) {
        int x = pixel % size[0];
        int y = pixel / size[0] % size[1];
        int z = pixel / size[0] / size[1];
        int count = 0;
        for (int i = 0; i < steps.length; i++) {
            int[] step = steps[i];
            boolean inside = inside(x + step[0], 0) && inside(y + step[1], 1) && inside(z + step[2], 2);
            if (inside) found[count++] = pixel + offsets[i];
        }
        return count;
    }

    /** The i-th neighbor of the pixel last asked for. */
    public int get(int i) {
        return found[i];
    }

    /** Whether a pixel lies on the edge of the image; in a plane the z axis has none. */
    public boolean onEdge(int pixel) {
        int z = pixel / size[0] / size[1];
        boolean edgeOfPlane = onEdge(pixel % size[0], 0) || onEdge(pixel / size[0] % size[1], 1);
        return edgeOfPlane || size[2] > 1 && onEdge(z, 2);
    }

    private boolean onEdge(int position, int d) {
        return position == 0 || position == size[d] - 1;
    }

    private boolean inside(int position, int d) {
        return position >= 0 && position < size[d];
    }

    private static int[][] steps(Connectivity connectivity) {
        int[][] all = new int[26][];
        int count = 0;
        for (int i = 0; i < 27; i++) {
            int[] step = {i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1};
            int moves = Math.abs(step[0]) + Math.abs(step[1]) + Math.abs(step[2]);
            if (moves == 1 || moves > 1 && connectivity == Connectivity.FULL) all[count++] = step;
        }
        return Arrays.copyOf(all, count);
    }
}
