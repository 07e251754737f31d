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
    private final int[] classes;
    private final int width;
    private final int reach;
    private final UnionFind sets = new UnionFind();
    private final int[] firstOfRow;
    private int[] start = new int[64];
    private int[] end = new int[64];

    private Components(int[] classes, int width, Connectivity connectivity) {
        this.classes = classes;
        this.width = width;
        reach = connectivity == Connectivity.FULL ? 1 : 0;
        firstOfRow = new int[classes.length / width + 1];
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
        Components components = new Components(classes, size[0], connectivity);
        components.connect(size[1], size.length > 2 ? size[2] : 1);
        return components.write(labels);
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

    private void connect(int height, int depth) {
        for (int z = 0; z < depth; z++) {
            for (int y = 0; y < height; y++) {
                int row = z * height + y;
                findRuns(row);
                if (y > 0) join(row, row - 1);
                if (z == 0) continue;
                for (int dy = -reach; dy <= reach; dy++) {
                    if (y + dy >= 0 && y + dy < height) join(row, row - height + dy);
                }
            }
        }
    }

    private void findRuns(int row) {
        int stop = (row + 1) * width;
        int at = row * width;
        while (at < stop) {
            int from = at;
            while (++at < stop && classes[at] == classes[from]) continue;
            if (classes[from] > 0) addRun(from, at - 1);
        }
        firstOfRow[row + 1] = sets.size();
    }

    private void addRun(int first, int last) {
        int run = sets.add();
        if (run == start.length) {
            start = Arrays.copyOf(start, 2 * run);
            end = Arrays.copyOf(end, 2 * run);
        }
        start[run] = first;
        end[run] = last;
    }

    /** Walks along two rows at once and joins the runs that touch. */
    private void join(int row, int earlierRow) {
        int shift = (row - earlierRow) * width;
        int b = firstOfRow[earlierRow];
        for (int a = firstOfRow[row]; a < firstOfRow[row + 1]; a++) {
            int from = start[a] - shift - reach;
            int to = end[a] - shift + reach;
            while (b < firstOfRow[earlierRow + 1] && end[b] < from) b++;
            for (int touching = b; touching < firstOfRow[earlierRow + 1] && start[touching] <= to; touching++) {
                if (classes[start[a]] == classes[start[touching]]) sets.union(a, touching);
            }
        }
    }

    private int write(int[] labels) {
        int[] numbers = sets.numbers();
        int count = 0;
        int filled = 0;
        for (int run = 0; run < sets.size(); run++) {
            Arrays.fill(labels, filled, start[run], 0);
            Arrays.fill(labels, start[run], end[run] + 1, numbers[run]);
            filled = end[run] + 1;
            count = Math.max(count, numbers[run]);
        }
        Arrays.fill(labels, filled, labels.length, 0);
        return count;
    }
}
