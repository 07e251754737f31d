package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connected components of a class image: connected pixels of the same class, 1 or more, are one component. Works on runs
 * of a row and joins them with the rows before by union-find (He, Chao and Suzuki 2008), so time and memory grow with the
 * runs and not with the sizes of components. Arrays are row-major, ((z), y, x).
 */
public final class Components {
    private final int width;
    private final int height;
    private final int reach;
    private final UnionFind sets = new UnionFind();
    private final int[] firstOfRow;
    private int rows;
    private int[] start = new int[64];
    private int[] end = new int[64];
    private int[] kind = new int[64];

    /**
     * For an image whose rows are added one after the other, so that nobody needs all of its pixels at a time.
     *
     * @param size x, y, (z)
     * @param connectivity which pixels are neighbors
     */
    public Components(int[] size, Connectivity connectivity) {
        width = size[0];
        height = size[1];
        reach = connectivity == Connectivity.FULL ? 1 : 0;
        firstOfRow = new int[Math.multiplyExact(height, size.length > 2 ? size[2] : 1) + 1];
    }

    /**
     * Numbers the components 1..n in the order of their first pixels.
     *
     * @param classes class of each pixel; 0 and below is background
     * @param size x, y, (z)
     * @param connectivity which pixels are neighbors
     * @param labels filled with the component of each pixel, 0 for background; may be the array of classes itself
     * @return n
     */
    public static int label(int[] classes, int[] size, Connectivity connectivity, int[] labels) {
        if (classes.length == 0) return 0;
        Components components = new Components(size, connectivity);
        for (int at = 0; at < classes.length; at += size[0]) components.add(classes, at);
        int[] numbers = components.numbers(1);
        for (int row = 0; row < components.rows; row++) components.write(row, numbers, labels, row * size[0]);
        return Arrays.stream(numbers).max().orElse(0);
    }

    /** The same in an array of its own, 8 or 26 neighbors connecting. */
    public static int[] of(int[] classes, int[] size) {
        int[] labels = new int[classes.length];
        label(classes, size, Connectivity.FULL, labels);
        return labels;
    }

    /** How many components the pixels of each value form, 8 or 26 neighbors connecting; 0 and below has none. */
    public static Map<Integer, Integer> ofEachValue(int[] values, int[] size) {
        int[] labels = new int[values.length];
        int[] valueOf = new int[label(values, size, Connectivity.FULL, labels) + 1];
        for (int i = 0; i < labels.length; i++) valueOf[labels[i]] = values[i];
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int n = 1; n < valueOf.length; n++) counts.merge(valueOf[n], 1, Integer::sum);
        return counts;
    }

    /**
     * Adds the next row.
     *
     * @param classes of its pixels, and maybe of others
     * @param from where they begin
     */
    public void add(int[] classes, int from) {
        int row = rows++;
        findRuns(classes, from, row);
        if (row % height > 0) join(row, row - 1);
        if (row < height) return;
        for (int dy = -reach; dy <= reach; dy++) {
            int y = row % height + dy;
            if (y >= 0 && y < height) join(row, row - height + dy);
        }
    }

    private void findRuns(int[] classes, int from, int row) {
        int stop = from + width;
        int at = from;
        while (at < stop) {
            int first = at;
            while (++at < stop && classes[at] == classes[first]) continue;
            if (classes[first] > 0) addRun(first - from, at - 1 - from, classes[first]);
        }
        firstOfRow[row + 1] = sets.size();
    }

    private void addRun(int first, int last, int value) {
        int run = sets.add();
        if (run == start.length) {
            int room = (int) Math.min(Integer.MAX_VALUE - 8L, run + Math.max(64L, run / 2));
            start = Arrays.copyOf(start, room);
            end = Arrays.copyOf(end, room);
            kind = Arrays.copyOf(kind, room);
        }
        start[run] = first;
        end[run] = last;
        kind[run] = value;
    }

    /** Walks along two rows at once and joins the runs that touch. */
    private void join(int row, int earlierRow) {
        int b = firstOfRow[earlierRow];
        for (int a = firstOfRow[row]; a < firstOfRow[row + 1]; a++) {
            int from = start[a] - reach;
            int to = end[a] + reach;
            while (b < firstOfRow[earlierRow + 1] && end[b] < from) b++;
            for (int touching = b; touching < firstOfRow[earlierRow + 1] && start[touching] <= to; touching++) {
                if (kind[a] == kind[touching]) sets.union(a, touching);
            }
        }
    }

    /**
     * After all rows: the component of each run, 1..n in the order of their first pixels, 0 for one that is dropped.
     *
     * @param minSize components of fewer pixels are dropped
     */
    public int[] numbers(int minSize) {
        int[] numbers = sets.numbers();
        if (minSize <= 1) return numbers;
        int[] pixels = new int[Arrays.stream(numbers).max().orElse(0) + 1];
        for (int run = 0; run < sets.size(); run++) {
            int length = end[run] - start[run] + 1;
            pixels[numbers[run]] = Math.min(minSize, pixels[numbers[run]] + Math.min(minSize, length));
        }
        int count = 0;
        for (int n = 1; n < pixels.length; n++) pixels[n] = pixels[n] >= minSize ? ++count : 0;
        for (int run = 0; run < sets.size(); run++) numbers[run] = pixels[numbers[run]];
        return numbers;
    }

    /** Fills a row of labels with these numbers of its runs, and 0 between them. */
    public void write(int row, int[] numbers, int[] labels, int from) {
        Arrays.fill(labels, from, from + width, 0);
        for (int run = firstOfRow[row]; run < firstOfRow[row + 1]; run++) {
            Arrays.fill(labels, from + start[run], from + end[run] + 1, numbers[run]);
        }
    }
}
