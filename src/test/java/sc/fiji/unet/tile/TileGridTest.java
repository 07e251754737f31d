package sc.fiji.unet.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;

class TileGridTest {
    @RepeatedTest(200)
    void coresPartitionTheTargetAndInputsHoldTheirContext(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int rank = 2 + random.nextInt(2);
        int stride = 1 << random.nextInt(5);
        Geometry geometry = Geometry.of(rank, stride, random.nextInt(40)).withMargin(random.nextInt(50));
        long[] size = new long[rank];
        long[] min = new long[rank];
        long[] max = new long[rank];
        int[] tile = new int[rank];
        for (int d = 0; d < rank; d++) {
            size[d] = 1 + random.nextInt(rank == 3 ? 50 : 200);
            min[d] = random.nextInt((int) size[d]);
            max[d] = min[d] + random.nextInt((int) (size[d] - min[d]));
            tile[d] = 2 * geometry.alignedHalo(d) + stride * (1 + random.nextInt(5));
        }
        Interval target = new FinalInterval(min, max);
        check(geometry, size, target, new TileGrid(geometry, size, target, tile));
    }

    private static void check(Geometry geometry, long[] size, Interval target, TileGrid grid) {
        int[] hits = new int
                [(int) java.util.stream.LongStream.of(target.dimensionsAsLongArray())
                        .reduce(1, (a, b) -> a * b)];
        for (long i = 0; i < grid.size(); i++) {
            Tile tile = grid.tile(i);
            assertArrayEquals(grid.inputSize(), tile.inputSize());
            for (int d = 0; d < size.length; d++) checkAxis(geometry, size[d], tile, d);
            count(target, tile, hits);
        }
        for (int hit : hits) assertEquals(1, hit);
    }

    private static void checkAxis(Geometry geometry, long size, Tile tile, int d) {
        int stride = geometry.stride()[d];
        assertTrue(tile.coreSize()[d] > 0);
        assertEquals(0, tile.inputSize()[d] % stride);
        assertEquals(0, Math.floorMod(tile.inputMin()[d], stride));
        long first = geometry.down(-geometry.margin()[d], d);
        long last = geometry.up(size + geometry.margin()[d], d);
        long inputEnd = tile.inputMin()[d] + tile.inputSize()[d];
        assertTrue(tile.inputMin()[d] >= first && inputEnd <= last, "inside what the network may see");
        assertTrue(tile.inputMin()[d] <= Math.max(first, tile.coreMin()[d] - geometry.halo()[d]), "context before");
        long coreEnd = tile.coreMin()[d] + tile.coreSize()[d];
        assertTrue(inputEnd >= Math.min(last, coreEnd + geometry.halo()[d]), "context after");
    }

    private static void count(Interval target, Tile tile, int[] hits) {
        int pixels = 1;
        for (int size : tile.coreSize()) pixels *= size;
        for (int p = 0; p < pixels; p++) {
            int rest = p;
            int index = 0;
            int step = 1;
            for (int d = 0; d < tile.coreSize().length; d++) {
                long position = tile.coreMin()[d] + rest % tile.coreSize()[d] - target.min(d);
                rest /= tile.coreSize()[d];
                index += (int) (position * step);
                step *= (int) target.dimension(d);
            }
            hits[index]++;
        }
    }

    @Test
    void edgeTilesSpendNoHaloOutsideTheMargin() {
        Geometry geometry = Geometry.of(2, 16, 90).withMargin(0);
        TileGrid grid =
                new TileGrid(geometry, new long[] {4096, 100}, new FinalInterval(4096, 100), new int[] {2144, 512});
        assertEquals(2, grid.size());
        assertArrayEquals(new int[] {2144, 112}, grid.inputSize());
        assertArrayEquals(new long[] {0, 0}, grid.tile(0).inputMin());
        assertArrayEquals(new long[] {1952, 0}, grid.tile(1).inputMin());
        assertArrayEquals(new long[] {2048, 0}, grid.tile(1).coreMin());
    }

    @Test
    void impossibleTilesAreRefused() {
        Geometry geometry = Geometry.of(2, 16, 90);
        FinalInterval target = new FinalInterval(1000, 1000);
        long[] size = {1000, 1000};
        assertThrows(OptionException.class, () -> new TileGrid(geometry, size, target, new int[] {500, 512}));
        OptionException e =
                assertThrows(OptionException.class, () -> new TileGrid(geometry, size, target, new int[] {192, 512}));
        assertEquals("tile size = 192 is out of range: expected at least 208 for this network.", e.getMessage());
        assertThrows(
                OptionException.class,
                () -> new TileGrid(geometry, size, new FinalInterval(1001, 3), new int[] {512, 512}));
        assertThrows(OptionException.class, () -> Geometry.of(2, 0, 3));
    }
}
