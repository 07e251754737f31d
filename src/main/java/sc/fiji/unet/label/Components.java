package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connected components of a class image: connected pixels of the same class, 1 or more, are one component. Runs of pixels are
 * joined with those of the rows before by union-find, which takes place in the array of labels itself: beside it no more is
 * needed than the runs of two planes. Arrays are row-major, ((z), y, x).
 */
public final class Components {
    private Components() {}

    /** Runs by the place of their first pixel; each pixel has the place of one of its component that is no later, from 1. */
    private record Places(int width, int... parent) implements RunRows.Sets {
        @Override
        public int add(int row, int first, int last) {
            int place = row * width + first;
            Arrays.fill(parent, place, row * width + last + 1, place + 1);
            return place;
        }

        @Override
        public void union(int run, int other) {
            int a = find(run);
            int b = find(other);
            parent[Math.max(a, b)] = Math.min(a, b) + 1;
        }

        private int find(int run) {
            int root = run;
            while (parent[root] != root + 1) {
                parent[root] = parent[parent[root] - 1];
                root = parent[root] - 1;
            }
            return root;
        }

        /** Puts in place of each place the number of its component, and gives how many there are. */
        int number() {
            int count = 0;
            for (int i = 0; i < parent.length; i++) { // what is numbered is negative, until all is
                int place = parent[i] - 1;
                if (place >= 0) parent[i] = place == i ? - ++count : parent[place];
            }
            for (int i = 0; i < parent.length; i++) parent[i] = -parent[i];
            return count;
        }
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
        Places places = new Places(size[0], labels);
        RunRows rows = new RunRows(size, connectivity, places);
        int[] row = new int[size[0]];
        for (int at = 0; at < classes.length; at += row.length) {
            System.arraycopy(classes, at, row, 0, row.length);
            Arrays.fill(labels, at, at + row.length, 0);
            rows.add(row);
        }
        return places.number();
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
}
