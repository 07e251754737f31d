package sc.fiji.unet.data;

import java.util.Map;
import java.util.TreeMap;

/** Walks once over a mask and notes how each of its values lies in it. For one use. */
final class ValueScan {
    private static final int PIXELS = 0;
    private static final int INNER = 1;
    private static final int CALM = 2;
    private static final int BETWEEN = 3;
    private static final int ABOUT = 8;
    private static final int ABOUT_COLOR = 24;
    private final Map<Integer, long[]> found = new TreeMap<>();
    private final int[] values;
    private final boolean colors;
    private final int width;
    private final int height;

    private ValueScan(int[] values, int[] size, boolean colors) {
        this.values = values;
        this.colors = colors;
        width = size[0];
        height = size[1];
    }

    /**
     * The traits of each value.
     *
     * @param values row-major ((z), y, x)
     * @param size x, y, (z); neighbors are looked for within a plane
     * @param colors whether values are 0xRRGGBB, of which the brighter is the higher
     */
    static Map<Integer, ValueTrait> of(int[] values, int[] size, boolean colors) {
        ValueScan scan = new ValueScan(values, size, colors);
        for (int row = 0; row < values.length / size[0]; row++) scan.row(row);
        Map<Integer, ValueTrait> traits = new TreeMap<>();
        scan.found.forEach((value, n) -> traits.put(value, new ValueTrait(n[PIXELS], n[INNER], n[CALM], n[BETWEEN])));
        return traits;
    }

    private void row(int row) {
        int start = row * width;
        int above = row % height == 0 ? 0 : -width;
        int below = row % height == height - 1 ? 0 : width;
        long[] trait = null;
        int last = 0;
        for (int x = 0; x < width; x++) {
            int at = start + x;
            int value = values[at];
            if (trait == null || value != last) trait = found.computeIfAbsent(value, v -> new long[4]);
            last = value;
            trait[PIXELS]++;
            int left = values[x == 0 ? at : at - 1];
            int right = values[x == width - 1 ? at : at + 1];
            int up = values[at + above];
            int down = values[at + below];
            if (left == value && right == value && up == value && down == value) {
                trait[INNER]++;
                trait[CALM]++;
            } else {
                note(trait, value, left, right, up, down);
            }
        }
    }

    private void note(long[] trait, int value, int... neighbors) {
        int own = height(value);
        boolean lower = false;
        boolean higher = false;
        boolean calm = true;
        for (int neighbor : neighbors) {
            lower |= height(neighbor) < own;
            higher |= height(neighbor) > own;
            calm &= MaskReading.distance(value, neighbor, colors) <= (colors ? ABOUT_COLOR : ABOUT);
        }
        if (calm) trait[CALM]++;
        if (lower && higher) trait[BETWEEN]++;
    }

    private int height(int value) {
        return colors ? (value >> 16 & 0xFF) + (value >> 8 & 0xFF) + (value & 0xFF) : value;
    }
}
