package sc.fiji.unet.distributed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.segment.PieceObjects;

/**
 * Objects of which several may lie in one piece of connected foreground. A piece is looked at as a whole: those that lie in
 * one block all at once, the others one after the other, each in the box around it. They are numbered through all images in
 * the order of their first pixels, as if there had been a single block. For one thread.
 */
final class BlockObjects {
    private final BlockImage image;
    private final BlockGrid grid;
    private final BlockFolder folder;
    private final BlockPixels pixels;
    private final PieceObjects objects;

    BlockObjects(BlockImage image, BlockFolder folder, BlockPixels pixels, PieceObjects objects) {
        this.image = image;
        this.folder = folder;
        this.pixels = pixels;
        this.objects = objects;
        grid = image.grid();
    }

    /** What the pieces of a block are the components of, as wide as these reach. */
    int[] foreground(Interval at) {
        Interval window = grid.around(at, objects.locality().reach());
        int[] all = objects.locality().foreground(pixels.classes(window), BlockPixels.size(window));
        return new Part(window, at).of(all);
    }

    /** Where an interval lies in a window around it. */
    private record Part(Interval window, Interval at) {
        int place(int i) {
            long x = at.min(0) - window.min(0) + i % at.dimension(0);
            long y = at.min(1) - window.min(1) + i / at.dimension(0) % at.dimension(1);
            long z = at.min(2) - window.min(2) + i / at.dimension(0) / at.dimension(1);
            return (int) ((z * window.dimension(1) + y) * window.dimension(0) + x);
        }

        int[] of(int... all) {
            if (Intervals.equals(window, at)) return all;
            int[] values = new int[Math.toIntExact(Intervals.numElements(at))];
            for (int i = 0; i < values.length; i++) values[i] = all[place(i)];
            return values;
        }
    }

    boolean found(int block) {
        return Files.isRegularFile(folder.objects(block));
    }

    /** Tells the objects of a block apart, and those of pieces that are shared with later ones. */
    void find(int block, Consumer<Runnable> writing) {
        FoundRuns found = new FoundRuns(grid, block);
        Interval at = grid.interval(block);
        ofBlock(block, at, found);
        for (SharedPieces.Piece piece : SharedPieces.read(folder, block, at)) ofPiece(piece, found);
        writing.accept(() -> found.write(folder, block));
    }

    private void ofBlock(int block, Interval at, FoundRuns found) {
        int[] alone = BlockFolder.readInts(folder.numbers(block));
        if (Arrays.stream(alone).allMatch(flag -> flag == 0)) return;
        Interval window = grid.around(at, objects.locality().border());
        find(window, alone(at, window, alone), found);
    }

    /** The classes of pieces that lie in a block alone, in a window around it. */
    private int[] alone(Interval at, Interval window, int... alone) {
        int[] pieces = Components.of(foreground(at), BlockPixels.size(at));
        int[] own = pixels.classes(at);
        int[] classes = new int[Math.toIntExact(Intervals.numElements(window))];
        Part part = new Part(window, at);
        for (int i = 0; i < own.length; i++) if (alone[pieces[i]] > 0) classes[part.place(i)] = own[i];
        return classes;
    }

    private void ofPiece(SharedPieces.Piece piece, FoundRuns found) {
        Interval window = grid.around(piece.box(), objects.locality().border());
        requireRoom(piece.box(), window);
        find(window, alone(piece, window), found);
    }

    /** The classes of one piece in a window around it. */
    private int[] alone(SharedPieces.Piece piece, Interval window) {
        int[] classes = pixels.classes(window);
        int[] pieces = objects.locality().pieces(classes, BlockPixels.size(window));
        int place = 0;
        for (int d = 2; d >= 0; d--)
            place = place * (int) window.dimension(d) + (int) (piece.pixel()[d] - window.min(d));
        int wanted = pieces[place];
        for (int i = 0; i < classes.length; i++) if (pieces[i] != wanted) classes[i] = 0;
        return classes;
    }

    private void find(Interval window, int[] classes, FoundRuns found) {
        int[] size = Arrays.copyOf(BlockPixels.size(window), grid.rank());
        double[] spacing = image.images().get(0).pixelSize();
        found.add(window, objects.find(new ClassMap(size, spacing, classes, pixels.said(window))));
    }

    /** A window that is no larger than a block is always looked at. */
    private void requireRoom(Interval box, Interval window) {
        long count = Intervals.numElements(window);
        boolean small = count <= (long) grid.block()[0] * grid.block()[1] * grid.block()[2];
        if (small || PieceObjects.fits(count, pixels.outputs())) return;
        throw new InputException("A piece of connected foreground at " + Arrays.toString(box.minAsLongArray())
                + " (x, y, z, c, t) is " + box.dimension(0) + " x " + box.dimension(1) + " x "
                + box.dimension(2) + " pixels large, more than "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB of memory suffice for to tell the objects in it apart by "
                + objects.method().options().method()
                + ". Expected smaller pieces: give Java more memory and say the same again, which goes on from here, or"
                + " choose objects=components.");
    }

    boolean named() {
        return Files.isRegularFile(folder.namedKinds());
    }

    /** Numbers the objects of all blocks. */
    void name() {
        long[] places = new long[64];
        int count = 0;
        for (int block = 0; block < grid.count(); block++) {
            int[] found = BlockFolder.readInts(folder.objects(block));
            int more = Math.addExact(count, FoundRuns.count(found));
            if (more > places.length) places = Arrays.copyOf(places, (int) Math.min(Integer.MAX_VALUE - 8, 2L * more));
            for (int i = 0; count < more; i++) places[count++] = FoundRuns.place(found, i);
        }
        Arrays.sort(places, 0, count);
        int[] kinds = new int[count + 1];
        for (int block = 0; block < grid.count(); block++) {
            int[] found = BlockFolder.readInts(folder.objects(block));
            int[] numbers = new int[FoundRuns.count(found)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = 1 + Arrays.binarySearch(places, 0, count, FoundRuns.place(found, i));
                kinds[numbers[i]] = found[i];
            }
            BlockFolder.writeInts(folder.named(block), numbers);
        }
        BlockFolder.writeInts(folder.namedKinds(), kinds);
    }

    /** The number of the object at each pixel of a block. */
    int[] labels(int block) {
        int[] labels = new int[Math.toIntExact(Intervals.numElements(grid.interval(block)))];
        for (Path file : folder.runsThere(block)) {
            int by = Integer.parseInt(file.getFileName().toString().replace(".bin", ""));
            int[] numbers = BlockFolder.readInts(folder.named(by));
            int[] runs = BlockFolder.readInts(file);
            for (int i = 0; i < runs.length; i += 3)
                Arrays.fill(labels, runs[i], runs[i] + runs[i + 1], numbers[runs[i + 2] - 1]);
        }
        return labels;
    }

    /** By number from 1 the class of each object. */
    int[] kinds() {
        return BlockFolder.readInts(folder.namedKinds());
    }
}
