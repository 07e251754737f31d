package sc.fiji.unet.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;

/** Pieces that reach into several blocks: each is looked at by the first of these, in the box around it. */
final class SharedPieces {
    private static final int NUMBERS = 9;

    private final BlockGrid grid;
    private final WholePieces pieces;
    private final IntFunction<PieceTable> tables;
    /** By number in the whole in how many blocks a piece lies. */
    private final int[] blocks;

    private SharedPieces(BlockGrid grid, WholePieces pieces, IntFunction<PieceTable> tables) {
        this.grid = grid;
        this.pieces = pieces;
        this.tables = tables;
        blocks = new int[pieces.count() + 1];
    }

    /**
     * A piece.
     *
     * @param box around it along x, y, z, c, t
     * @param pixel one of it
     */
    record Piece(Interval box, long[] pixel) {}

    /** Writes for each block which of its pieces lie in it alone, and which others it is to look at. */
    static void write(BlockGrid grid, WholePieces pieces, IntFunction<PieceTable> tables, BlockFolder folder) {
        SharedPieces shared = new SharedPieces(grid, pieces, tables);
        shared.countBlocks();
        TreeMap<Integer, List<int[]>> boxes = shared.boxes();
        for (int block = 0; block < grid.count(); block++) {
            int[] numbers = pieces.numbers(block);
            for (int i = 0; i < numbers.length; i++) numbers[i] = shared.blocks[numbers[i]] == 1 ? 1 : 0;
            BlockFolder.writeInts(folder.numbers(block), numbers);
            int[] own = boxes.getOrDefault(block, List.of()).stream()
                    .flatMapToInt(Arrays::stream)
                    .toArray();
            BlockFolder.writeInts(folder.shared(block), own);
        }
    }

    /** Reads the pieces that a block is to look at. */
    static List<Piece> read(BlockFolder folder, int block, Interval at) {
        int[] numbers = BlockFolder.readInts(folder.shared(block));
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += NUMBERS) {
            long[] min = at.minAsLongArray();
            long[] max = at.maxAsLongArray();
            long[] pixel = at.minAsLongArray();
            for (int d = 0; d < 3; d++) {
                min[d] = numbers[i + d];
                max[d] = numbers[i + 3 + d];
                pixel[d] = numbers[i + 6 + d];
            }
            all.add(new Piece(new FinalInterval(min, max), pixel));
        }
        return all;
    }

    private void countBlocks() {
        int[] last = new int[blocks.length];
        for (int block = 0; block < grid.count(); block++) {
            for (int number : pieces.numbers(block)) {
                if (number == 0 || last[number] == block + 1) continue;
                last[number] = block + 1;
                blocks[number]++;
            }
        }
    }

    /** By the block that looks at them; of each its least and largest x, y, z and those of a pixel. */
    private TreeMap<Integer, List<int[]>> boxes() {
        TreeMap<Integer, int[]> found = new TreeMap<>();
        TreeMap<Integer, List<int[]>> byBlock = new TreeMap<>();
        for (int block = 0; block < grid.count(); block++) {
            int[] numbers = pieces.numbers(block);
            PieceTable table = tables.apply(block);
            for (int piece = 1; piece < numbers.length; piece++) {
                if (blocks[numbers[piece]] < 2) continue;
                int[] box = box(block, table, piece);
                int[] known = found.putIfAbsent(numbers[piece], box);
                if (known == null)
                    byBlock.computeIfAbsent(block, key -> new ArrayList<>()).add(box);
                else unite(known, box);
            }
        }
        return byBlock;
    }

    private int[] box(int block, PieceTable table, int piece) {
        long[] min = grid.interval(block).minAsLongArray();
        int[] box = new int[NUMBERS];
        for (int d = 0; d < 3; d++) {
            box[d] = (int) min[d] + table.boxes()[6 * piece + d];
            box[3 + d] = (int) min[d] + table.boxes()[6 * piece + 3 + d];
        }
        long first = table.first()[piece];
        long[] size = grid.size();
        box[6] = (int) (first % size[0]);
        box[7] = (int) (first / size[0] % size[1]);
        box[8] = grid.volumes() ? (int) (first / size[0] / size[1]) : (int) min[2];
        return box;
    }

    private static void unite(int[] known, int... other) {
        for (int d = 0; d < 3; d++) {
            known[d] = Math.min(known[d], other[d]);
            known[3 + d] = Math.max(known[3 + d], other[3 + d]);
        }
    }
}
