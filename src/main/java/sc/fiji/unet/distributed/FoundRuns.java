package sc.fiji.unet.distributed;

import java.util.Arrays;
import java.util.TreeMap;
import net.imglib2.Interval;
import sc.fiji.unet.segment.PieceObjects;

/** Where the objects lie that one block found, by the block that they lie in: as runs of pixels of one object. */
final class FoundRuns {
    private final BlockGrid grid;
    private final int image;
    private final TreeMap<Integer, Ints> runs = new TreeMap<>();
    private final Ints kinds = new Ints();
    private final Ints places = new Ints();
    private int count;

    /** Numbers that grow. */
    private static final class Ints {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) values = Arrays.copyOf(values, 2 * size);
            values[size++] = value;
        }

        int[] all() {
            return Arrays.copyOf(values, size);
        }
    }

    /** Nothing is found yet by this block. */
    FoundRuns(BlockGrid grid, int block) {
        this.grid = grid;
        image = grid.image(block);
        runs.put(block, new Ints());
    }

    /** Adds the objects of a window of the image. */
    void add(Interval window, PieceObjects.Found found) {
        int[] size = BlockPixels.size(window);
        int most = Arrays.stream(found.numbers()).max().orElse(0);
        for (int i = 0; i < most; i++) kinds.add(0);
        int[] seen = new int[1];
        for (int row = 0; row < size[1] * size[2]; row++) row(window, found, row, seen);
        count += most;
    }

    private void row(Interval window, PieceObjects.Found found, int row, int... seen) {
        int width = (int) window.dimension(0);
        int height = (int) window.dimension(1);
        long[] at = window.minAsLongArray();
        at[1] += row % height;
        at[2] += row / height;
        int from = row * width;
        for (int x = 0; x < width; ) {
            int number = found.numbers()[from + x];
            at[0] = window.min(0) + x;
            int end = x + 1;
            int stop = (int) Math.min(width, x + grid.block()[0] - at[0] % grid.block()[0]);
            while (end < stop && found.numbers()[from + end] == number) end++;
            if (number > 0) {
                if (number > seen[0]) begin(at);
                seen[0] = Math.max(seen[0], number);
                kinds.values[count + number - 1] = found.classes()[from + end - 1];
                run(at, end - x, count + number);
            }
            x = end;
        }
    }

    /** Numbers come in the order of first pixels. */
    private void begin(long... at) {
        long place = image * grid.pixelsOfImage() + grid.placeInImage(at[0], at[1], at[2]);
        places.add((int) (place >> 32));
        places.add((int) place);
    }

    private void run(long[] at, int length, int number) {
        int block = grid.blockAt(at);
        Interval there = grid.interval(block);
        long row = (at[2] - there.min(2)) * there.dimension(1) + at[1] - there.min(1);
        Ints of = runs.computeIfAbsent(block, key -> new Ints());
        of.add((int) (row * there.dimension(0) + at[0] - there.min(0)));
        of.add(length);
        of.add(number);
    }

    /** Writes runs, then what says that they are there. */
    void write(BlockFolder folder, int by) {
        runs.forEach((block, of) -> BlockFolder.writeInts(folder.runs(block).resolve(by + ".bin"), of.all()));
        int[] all = Arrays.copyOf(kinds.all(), 3 * count);
        System.arraycopy(places.values, 0, all, count, 2 * count);
        BlockFolder.writeInts(folder.objects(by), all);
    }

    /** How many objects a file of objects tells of. */
    static int count(int... objects) {
        return objects.length / 3;
    }

    /** The place of the first pixel of an object, from 0, through all images. */
    static long place(int[] objects, int i) {
        int at = count(objects) + 2 * i;
        return (long) objects[at] << 32 | objects[at + 1] & 0xFFFFFFFFL;
    }
}
