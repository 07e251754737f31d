package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.ConstantUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;

/** What a thousand workers wait for; docs/spark.md has these numbers. */
@Tag("slow")
class ThousandWorkersTest {
    private static final long GB = 1L << 30;
    private static final int[] BLOCK = {512, 512, 64};

    @TempDir
    Path folder;

    private static BlockGrid grid(int x, int y, int z) {
        long[] size = {(long) x * BLOCK[0], (long) y * BLOCK[1], (long) z * BLOCK[2], 1};
        return new BlockGrid(size, BLOCK, true);
    }

    /** The true plan for an image of 16 bits a voxel, of which nothing is there. */
    private BlockWork work(BlockGrid grid, String objects) {
        long[] size = grid.size();
        RandomAccessibleInterval<UnsignedShortType> pixels = ConstantUtils.constantRandomAccessibleInterval(
                new UnsignedShortType(), new FinalInterval(size[0], size[1], size[2], 1));
        double[] pixelSize = {0.5, 0.5, 1};
        ImageSource image = new ImageSource("large", pixels, pixelSize, "um");
        ModelCard card = BlockWorld.card(3, List.of(0.5, 0.5, 1.0), true);
        BlockModel model = new BlockModel(
                BlockWorld.network(3),
                card,
                BlockWorld.request(card, LabelOptions.defaults().withObjects(objects)));
        BlockImage cut = new BlockImage(List.of(image), grid, pixelSize, "um", 2);
        return new BlockWork(cut, model, folder.resolve(objects + grid.count()), "large");
    }

    private ClusterModel.Spent spent(BlockGrid grid, long heap) {
        return new ClusterModel(1000, heap, 1).run(work(grid, "components"), grid, 2);
    }

    private ClusterModel.Spent divided(BlockGrid grid, int largest) {
        return new ClusterModel(1000, GB, largest).run(work(grid, "watershed-distance"), grid, 2);
    }

    /** One task reads all pixels of a volume to normalize it, then the driver works alone, however many workers there are. */
    @Test
    void normalizingBreaksFirstThenListingThenStitching() {
        ClusterModel.Spent spent = spent(grid(46, 46, 46), GB);
        assertEquals(List.of("normalizing", "listing", "stitching"), spent.worst());
        assertEquals(62, spent.minutes("work"));
        assertEquals(109, spent.minutes("normalizing"));
        assertEquals(108, spent.minutes("listing"));
        assertEquals(50, spent.minutes("stitching"));
        assertEquals(232, spent.enough(1000));
    }

    @Test
    void theSameHoldsOfATenthOfIt() {
        ClusterModel.Spent spent = spent(grid(22, 22, 22), GB);
        assertEquals(List.of("normalizing", "listing", "stitching"), spent.worst());
        assertEquals(8, spent.minutes("work"));
        assertEquals(12, spent.minutes("normalizing"));
        assertEquals(9, spent.minutes("listing"));
        assertEquals(5, spent.minutes("stitching"));
        assertEquals(312, spent.enough(1000));
    }

    /** The executors have more to do, the driver hardly: more of them pay. */
    @Test
    void touchingObjectsAreDividedByAllAndNamedByTheDriver() {
        ClusterModel.Spent spent = divided(grid(46, 46, 46), 64);
        assertEquals(List.of("listing", "normalizing", "stitching", "naming"), spent.worst());
        assertEquals(112, spent.minutes("work"));
        assertEquals(109, spent.minutes("normalizing"));
        assertEquals(114, spent.minutes("listing"));
        assertEquals(58, spent.minutes("stitching"));
        assertEquals(5, spent.minutes("naming"));
        assertEquals(391, spent.enough(1000));
    }

    /** One worker divides it alone, in the end with all others waiting: the longer, the fewer other blocks there are. */
    @Test
    void aPieceThroughManyBlocksIsWhatBreaksFirst() {
        ClusterModel.Spent small = divided(grid(22, 22, 22), 64);
        assertEquals("largest piece", small.worst().get(0));
        assertEquals(26, small.minutes("largest piece"));
        assertEquals(14, small.minutes("work"));
        assertEquals(264, small.enough(1000));
        ClusterModel.Spent large = divided(grid(46, 46, 46), 1000);
        assertEquals("largest piece", large.worst().get(0));
        assertEquals(451, large.minutes("largest piece"));
    }

    /** What the model says of the driver's further reads is what the driver does. */
    @Test
    void boxesAroundSharedPiecesTakeEachTableOnceMore() {
        BlockGrid grid = grid(4, 3, 2);
        WholePieces pieces = WholePieces.of(grid, block -> full(grid, block), List.of(), 0);
        AtomicLong reads = new AtomicLong();
        SharedPieces.write(
                grid,
                pieces,
                block -> {
                    reads.incrementAndGet();
                    return full(grid, block);
                },
                new BlockFolder(folder.resolve("shared")));
        assertEquals(grid.count(), reads.get());
    }

    /** Each table nearly six times, until the driver can keep three rows of blocks. */
    @Test
    void moreMemoryForTheDriverHalvesStitching() {
        BlockGrid grid = grid(46, 46, 46);
        assertEquals(5.9, 0.1 * Math.round(10.0 * ClusterModel.reads(grid, GB) / grid.count()), 1e-9);
        assertEquals(3.0, 0.1 * Math.round(10.0 * ClusterModel.reads(grid, 4 * GB) / grid.count()), 1e-9);
    }

    /** The model of the driver's reads is what the driver does. */
    @Test
    void tablesAreReadAsOftenAsTheModelSays() {
        BlockGrid grid = grid(30, 20, 9);
        AtomicLong reads = new AtomicLong();
        WholePieces pieces = WholePieces.of(
                grid,
                block -> {
                    reads.incrementAndGet();
                    return full(grid, block);
                },
                List.of(),
                0);
        assertEquals(1, pieces.count(), "all touches");
        assertEquals(ClusterModel.reads(grid, Runtime.getRuntime().maxMemory()), reads.get());
    }

    /** A small block of one piece; the cache takes it for as large as the grid says. */
    private static PieceTable full(BlockGrid grid, int block) {
        int[] face = {1};
        int[][] faces = {face, face, face, face, face, face};
        return new PieceTable(
                new int[] {1, 1, 1}, new int[] {0, 1}, new long[] {0, 1}, new long[] {0, block}, new int[12], faces);
    }
}
