package sc.fiji.unet.label;

import java.util.Arrays;

/**
 * {@link Components} of an image whose rows are shown one after the other, twice, so that nobody needs all of its pixels at a
 * time. Takes 12 bytes for each run of pixels of a class in a row. For one thread.
 */
public final class ComponentRows {
    private final int width;
    private final RunRows rows;
    private final UnionFind sets = new UnionFind();
    private int[] lengths = new int[64];
    private int written;

    /**
     * Nothing is shown yet.
     *
     * @param size x, y, (z)
     * @param connectivity which pixels are neighbors
     */
    public ComponentRows(int[] size, Connectivity connectivity) {
        width = size[0];
        rows = new RunRows(size, connectivity, new RunRows.Sets() {
            @Override
            public int add(int row, int first, int last) {
                int run = sets.add();
                if (run == lengths.length)
                    lengths = Arrays.copyOf(
                            lengths, (int) Math.min(Integer.MAX_VALUE - 8L, run + Math.max(64L, run / 2)));
                lengths[run] = last - first + 1;
                return run;
            }

            @Override
            public void union(int run, int other) {
                sets.union(run, other);
            }
        });
    }

    /** Shows the classes of the next row for the first time. */
    public void add(int... classes) {
        rows.add(classes);
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
        for (int run = 0; run < numbers.length; run++)
            pixels[numbers[run]] = Math.min(minSize, pixels[numbers[run]] + Math.min(minSize, lengths[run]));
        int count = 0;
        for (int n = 1; n < pixels.length; n++) pixels[n] = pixels[n] >= minSize ? ++count : 0;
        for (int run = 0; run < numbers.length; run++) numbers[run] = pixels[numbers[run]];
        return numbers;
    }

    /**
     * Puts these numbers in the place of the classes of the next row, in the order in which they were added.
     *
     * @param row the same classes as the first time; 0 for background afterwards
     */
    public void number(int[] row, int[] numbers) {
        for (int x = 0; x < width; ) {
            int kind = row[x];
            int first = x;
            while (x < width && row[x] == kind) x++;
            Arrays.fill(row, first, x, kind > 0 ? numbers[written++] : 0);
        }
    }
}
