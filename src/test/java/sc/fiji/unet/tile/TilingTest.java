package sc.fiji.unet.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.FinalInterval;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;

class TilingTest {
    private static final Geometry UNET = Geometry.of(2, 16, 94).withMargin(0);

    private static TilePlan plan(Geometry geometry, long megabytes, long... size) {
        return new BudgetTiling(500, megabytes << 20).plan(geometry, size, new FinalInterval(size));
    }

    @Test
    void anImageThatFitsIsOneTile() {
        TilePlan plan = plan(UNET, 1024, 520, 696);
        assertArrayEquals(new int[] {528, 704}, plan.tileSize());
        assertEquals(1, plan.batch());
    }

    @Test
    void staysWithinTheBudgetAndWastesLittle() {
        long[] size = {20000, 20000};
        TilePlan plan = plan(UNET, 1024, size);
        TileGrid grid = new TileGrid(UNET, size, new FinalInterval(size), plan.tileSize());
        double pixels = (double) plan.tileSize()[0] * plan.tileSize()[1];
        assertTrue(pixels * plan.batch() * 500 <= 1024L << 20);
        assertTrue(grid.size() * pixels <= 1.35 * 20000 * 20000, "computes " + grid.size() * pixels / 4e8);
    }

    @Test
    void smallTilesAreBatched() {
        Geometry local = Geometry.of(3, 2, 1).withMargin(0);
        TilePlan plan =
                new BudgetTiling(1e4, 40_000_000).plan(local, new long[] {64, 64, 64}, new FinalInterval(64, 64, 64));
        assertTrue(plan.tileSize()[0] * plan.tileSize()[1] * plan.tileSize()[2] <= 4000);
    }

    @Test
    void aLongThinImageNeedsNoSquareTiles() {
        assertArrayEquals(new int[] {2000, 16}, plan(UNET, 64, 2000, 1).tileSize());
    }

    @Test
    void tooSmallABudgetIsRefused() {
        InputException e = assertThrows(InputException.class, () -> plan(UNET, 10, 4000, 4000));
        assertTrue(e.getMessage().contains("memory budget is 10 MiB"), e.getMessage());
    }
}
