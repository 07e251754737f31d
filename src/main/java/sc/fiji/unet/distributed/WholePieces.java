package sc.fiji.unet.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import sc.fiji.unet.image.CellCache;
import sc.fiji.unet.label.UnionFind;

/**
 * The connected pieces of the whole image from those of its blocks, exactly: the pieces of neighboring blocks that touch are
 * one. They are numbered through all images in the order of their first pixels, as if there had been a single block. Memory
 * grows with the number of pieces, some 30 bytes each, and not with the image.
 */
final class WholePieces {
    /** Of the tables in the cache, which outlive this. */
    private final Object key = new Object();

    private final BlockGrid grid;
    private final IntFunction<PieceTable> tables;
    private final int[] start;
    private final UnionFind sets = new UnionFind();
    private int[] kinds = new int[64];
    private long[] pixels = new long[64];
    private long[] first = new long[64];
    private long[] kept;

    private WholePieces(BlockGrid grid, IntFunction<PieceTable> tables) {
        this.grid = grid;
        this.tables = tables;
        start = new int[grid.count() + 1];
    }

    /**
     * Joins the pieces of all blocks.
     *
     * @param tables reads those of a block
     * @param most by class index how many pieces stay in an image, 0 for all; classes beyond the list keep all
     * @param minSize pieces of fewer pixels are dropped
     */
    static WholePieces of(BlockGrid grid, IntFunction<PieceTable> tables, List<Integer> most, int minSize) {
        WholePieces pieces = new WholePieces(grid, tables);
        for (int block = 0; block < grid.count(); block++) pieces.add(block);
        for (int block = 0; block < grid.count(); block++) pieces.join(block);
        pieces.sum();
        pieces.keep(most, minSize);
        return pieces;
    }

    private PieceTable table(int block) {
        return CellCache.shared().get(key, block, () -> tables.apply(block), this::bytes);
    }

    /** Of a table; a block whose classes change from voxel to voxel has many pieces. */
    private long bytes(PieceTable table) {
        int[] block = grid.block();
        long faces = 8L * (block[0] * (long) block[1] + block[0] * (long) block[2] + block[1] * (long) block[2]);
        return faces + PieceTable.BYTES_OF_PIECE * (long) table.count();
    }

    private void add(int block) {
        PieceTable table = table(block);
        int count = table.count();
        start[block] = sets.size();
        start[block + 1] = Math.addExact(sets.size(), count);
        if (start[block + 1] > kinds.length) {
            int room = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(start[block + 1], 2L * kinds.length));
            kinds = Arrays.copyOf(kinds, room);
            pixels = Arrays.copyOf(pixels, room);
            first = Arrays.copyOf(first, room);
        }
        long before = grid.image(block) * grid.pixelsOfImage();
        for (int piece = 1; piece <= count; piece++) {
            int number = sets.add();
            kinds[number] = table.kinds()[piece];
            pixels[number] = table.pixels()[piece];
            first[number] = before + table.first()[piece];
        }
    }

    private void join(int block) {
        for (int[] offset : FaceJoin.directions()) {
            if (!grid.volumes() && offset[2] != 0) continue;
            int other = grid.neighbor(block, offset);
            if (other < 0) continue;
            new FaceJoin(table(block), table(other), offset)
                    .run((a, b) -> sets.union(start[block] + a - 1, start[other] + b - 1));
        }
    }

    /** Gives the sums of sets to their representatives. */
    private void sum() {
        for (int number = 0; number < sets.size(); number++) {
            int root = sets.find(number);
            if (root == number) continue;
            pixels[root] += pixels[number];
            first[root] = Math.min(first[root], first[number]);
        }
    }

    private void keep(List<Integer> most, int minSize) {
        boolean[] dropped = dropped(most);
        long[] places = new long[sets.size()];
        int count = 0;
        for (int number = 0; number < sets.size(); number++) {
            boolean stays = sets.find(number) == number && !dropped[number] && pixels[number] >= minSize;
            if (stays) places[count++] = first[number];
            else if (sets.find(number) == number) first[number] = -1;
        }
        kept = Arrays.copyOf(places, count);
        Arrays.sort(kept);
    }

    /** Of the classes that have few pieces, all but the largest in each image; of equal ones the first stays. */
    private boolean[] dropped(List<Integer> most) {
        boolean[] dropped = new boolean[sets.size()];
        Map<List<Long>, List<Integer>> limited = new HashMap<>();
        for (int number = 0; number < sets.size(); number++) {
            int kind = kinds[number];
            if (sets.find(number) != number || kind >= most.size() || most.get(kind) == 0) continue;
            limited.computeIfAbsent(
                            List.of(first[number] / grid.pixelsOfImage(), (long) kind), key -> new ArrayList<>())
                    .add(number);
        }
        limited.forEach((key, numbers) -> numbers.stream()
                .sorted(Comparator.comparingLong((Integer number) -> -pixels[number])
                        .thenComparingLong(number -> first[number]))
                .skip(most.get(key.get(1).intValue()))
                .forEach(number -> dropped[number] = true));
        return dropped;
    }

    /** How many pieces stay. */
    int count() {
        return kept.length;
    }

    /** By number in a block, from 1, the number of the piece in the whole; 0 where it is dropped. */
    int[] numbers(int block) {
        int[] numbers = new int[start[block + 1] - start[block] + 1];
        for (int piece = 1; piece < numbers.length; piece++) {
            long place = first[sets.find(start[block] + piece - 1)];
            numbers[piece] = place < 0 ? 0 : Arrays.binarySearch(kept, place) + 1;
        }
        return numbers;
    }

    /** By number in the whole, from 1, the class of the piece. */
    int[] kindsOfAll() {
        int[] all = new int[kept.length + 1];
        for (int number = 0; number < sets.size(); number++) {
            if (sets.find(number) != number || first[number] < 0) continue;
            all[Arrays.binarySearch(kept, first[number]) + 1] = kinds[number];
        }
        return all;
    }
}
