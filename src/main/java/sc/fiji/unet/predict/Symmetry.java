package sc.fiji.unet.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.base.Sizes;

/**
 * A mirroring of a patch along any of its axes, after swapping x and y if it turns: together the symmetries of a
 * rectangle, a square or a box. Each moves the pixels of row-major planes ((z), y, x).
 */
record Symmetry(boolean swap, boolean flipX, boolean flipY, boolean flipZ) {
    /** All of them, the identity first. */
    static List<Symmetry> all(int rank, boolean turns) {
        List<Symmetry> all = new ArrayList<>();
        int bits = 1 << (rank + (turns ? 1 : 0));
        for (int i = 0; i < bits; i++) {
            boolean fourth = (i >> rank & 1) == 1;
            all.add(new Symmetry(fourth, (i & 1) == 1, (i & 2) == 2, rank == 3 && (i & 4) == 4));
        }
        return all;
    }

    /** The size of a patch after this. */
    int[] apply(int[] size) {
        int[] turned = size.clone();
        if (swap) {
            turned[0] = size[1];
            turned[1] = size[0];
        }
        return turned;
    }

    /** Moves count boxes of the given size (before this) from one array to another. */
    void apply(float[] from, int count, int[] size, float[] to) {
        int depth = size.length == 3 ? size[2] : 1;
        int plane = size[0] * size[1];
        for (int p = 0; p < count * depth; p++) {
            int target = flipZ ? p - p % depth + depth - 1 - p % depth : p;
            Steps steps = steps(size[0], size[1]);
            for (int y = 0; y < size[1]; y++) {
                int in = p * plane + y * size[0];
                int out = target * plane + steps.start + y * steps.y;
                for (int x = 0; x < size[0]; x++, out += steps.x) to[out] = from[in + x];
            }
        }
    }

    /** Moves boxes back and adds them: the inverse of the above, size again being that before it. */
    void addInverse(float[] from, int count, int[] size, float[] sum) {
        int depth = size.length == 3 ? size[2] : 1;
        int plane = size[0] * size[1];
        for (int p = 0; p < count * depth; p++) {
            int source = flipZ ? p - p % depth + depth - 1 - p % depth : p;
            Steps steps = steps(size[0], size[1]);
            for (int y = 0; y < size[1]; y++) {
                int out = p * plane + y * size[0];
                int in = source * plane + steps.start + y * steps.y;
                for (int x = 0; x < size[0]; x++, in += steps.x) sum[out + x] += from[in];
            }
        }
    }

    /**
     * Makes directions in a moved patch those before the move; its pixels stay where they are.
     *
     * @param values planes of numbers in 0 to 1, that say -1 to 1
     * @param end the planes before this one are the directions along (z), y, x
     */
    void turnBack(float[] values, int end, int[] size) {
        int pixels = Sizes.count(size);
        int x = (end - 1) * pixels;
        int y = (end - 2) * pixels;
        if (swap) {
            float[] along = Arrays.copyOfRange(values, x, x + pixels);
            System.arraycopy(values, y, values, x, pixels);
            System.arraycopy(along, 0, values, y, pixels);
        }
        if (flipX) reverse(values, x, pixels);
        if (flipY) reverse(values, y, pixels);
        if (flipZ) reverse(values, (end - 3) * pixels, pixels);
    }

    /**
     * The same of lengths along rays, evenly around from +x over +y.
     *
     * @param end the planes before this one, as many as there are rays, are the lengths
     */
    void turnBack(float[] values, int end, int rays, int[] size) {
        int pixels = Sizes.count(size);
        int first = (end - rays) * pixels;
        float[] moved = Arrays.copyOfRange(values, first, end * pixels);
        for (int k = 0; k < rays; k++) {
            int there = flipX ? rays / 2 - k : k;
            if (flipY) there = -there;
            if (swap) there = rays / 4 - there;
            System.arraycopy(moved, Math.floorMod(there, rays) * pixels, values, first + k * pixels, pixels);
        }
    }

    private static void reverse(float[] values, int from, int pixels) {
        for (int i = from; i < from + pixels; i++) values[i] = 1 - values[i];
    }

    private record Steps(int start, int x, int y) {}

    /** Where in the moved plane the first pixel lies, and how far on lie its neighbors along x and y. */
    private Steps steps(int width, int height) {
        int x = swap ? height : 1;
        int y = swap ? 1 : width;
        int start = (flipX ? (width - 1) * x : 0) + (flipY ? (height - 1) * y : 0);
        return new Steps(start, flipX ? -x : x, flipY ? -y : y);
    }
}
