package sc.fiji.unet.tile;

import net.imglib2.Interval;
import sc.fiji.unet.base.OptionException;

/** Chooses tile size and batch for a target: a pure function, so equal work is cut equally. */
@FunctionalInterface
public interface Tiling {
    /** Chooses for a network's geometry, an image's size x, y, (z) and the interval asked for. */
    TilePlan plan(Geometry geometry, long[] imageSize, Interval target);

    /** The same tile size, x, y, (z), and batch for every target. */
    static Tiling fixed(int batch, int... tileSize) {
        if (batch < 1) throw OptionException.outOfRange("batch", batch, "1 or more");
        TilePlan plan = new TilePlan(tileSize.clone(), batch);
        return (geometry, imageSize, target) -> plan;
    }
}
