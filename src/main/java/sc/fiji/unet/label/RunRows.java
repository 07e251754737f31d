package sc.fiji.unet.label;

import java.util.Arrays;

/**
 * Goes through a class image row by row and says which runs of pixels of one class touch (He, Chao and Suzuki 2008). Keeps the
 * runs of two planes, or of two rows of a plane, whatever the size of the image.
 */
final class RunRows {
    private final int width;
    private final int height;
    private final int reach;
    private final Sets sets;
    private Plane before;
    private Plane now;
    private int rows;

    /** Who numbers runs and joins them. */
    interface Sets {
        /** A run of a class, 1 or more. Gives the number of the run. */
        int add(int row, int first, int last);

        /** Two runs of one class touch. */
        void union(int run, int other);
    }

    /** Runs of a class that follow each other, row by row. */
    private final class Plane {
        private final int[] firstOfRow = new int[height + 1];
        private int size;
        private int[] start = new int[64];
        private int[] end = new int[64];
        private int[] kind = new int[64];
        private int[] number = new int[64];

        void add(int first, int last, int value, int run) {
            if (size == start.length) grow(2 * size);
            start[size] = first;
            end[size] = last;
            kind[size] = value;
            number[size++] = run;
        }

        private void grow(int room) {
            start = Arrays.copyOf(start, room);
            end = Arrays.copyOf(end, room);
            kind = Arrays.copyOf(kind, room);
            number = Arrays.copyOf(number, room);
        }
    }

    /**
     * For an image of this size.
     *
     * @param size x, y, (z)
     * @param connectivity which pixels are neighbors
     */
    RunRows(int[] size, Connectivity connectivity, Sets sets) {
        width = size[0];
        boolean volume = size.length > 2 && size[2] > 1;
        height = volume ? size[1] : 1; // the rows of an image are like planes of one row
        reach = connectivity == Connectivity.FULL ? 1 : 0;
        this.sets = sets;
        before = new Plane();
        now = new Plane();
    }

    /** Adds the classes of the next row. */
    void add(int... classes) {
        int y = rows % height;
        if (y == 0) turn();
        findRuns(classes, y);
        if (y > 0) join(y, now, y - 1);
        for (int other = Math.max(0, y - reach); rows >= height && other <= Math.min(height - 1, y + reach); other++)
            join(y, before, other);
        rows++;
    }

    private void turn() {
        Plane last = now;
        now = before;
        before = last;
        now.size = 0;
    }

    private void findRuns(int[] classes, int y) {
        for (int x = 0; x < width; ) {
            int first = x;
            while (++x < width && classes[x] == classes[first]) continue;
            if (classes[first] > 0) now.add(first, x - 1, classes[first], sets.add(rows, first, x - 1));
        }
        now.firstOfRow[y + 1] = now.size;
    }

    /** Walks along two rows at once and joins the runs that touch. */
    private void join(int y, Plane earlier, int earlierY) {
        int b = earlier.firstOfRow[earlierY];
        int stop = earlier.firstOfRow[earlierY + 1];
        for (int a = now.firstOfRow[y]; a < now.firstOfRow[y + 1]; a++) {
            int from = now.start[a] - reach;
            int to = now.end[a] + reach;
            while (b < stop && earlier.end[b] < from) b++;
            for (int touching = b; touching < stop && earlier.start[touching] <= to; touching++) {
                if (now.kind[a] == earlier.kind[touching]) sets.union(now.number[a], earlier.number[touching]);
            }
        }
    }
}
