package sc.fiji.unet.predict;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.TileGrid;
import sc.fiji.unet.tile.TilePlan;
import sc.fiji.unet.tile.Tiling;

/**
 * Applies a network to an image of any size, tile by tile: the only tiling loop there is. While one batch of tiles is
 * computed, the next is read and the one before is written on other threads; a network with several lanes computes as many
 * batches at a time. Memory depends on the tiles, not on the image; buffers are kept from call to call. The result does not
 * depend on the tiling (see {@link Geometry}) nor on the lanes. One call at a time; the predictor stays the caller's to
 * close.
 */
public final class Segmenter {
    private final PatchPredictor predictor;
    private final Geometry geometry;
    private final Tiling tiling;
    private final Buffers buffers = new Buffers();

    /**
     * Prepares for many images.
     *
     * @param predictor the network
     * @param geometry of the network
     * @param tiling chooses tile size and batch for each image
     */
    public Segmenter(PatchPredictor predictor, Geometry geometry, Tiling tiling) {
        this.predictor = predictor;
        this.geometry = geometry;
        this.tiling = tiling;
    }

    /** Computes a whole image; see below. */
    public void fill(ImageSource source, ChannelScaling scaling, TileSink sink, Progress progress) {
        fill(source, scaling, new FinalInterval(source.size()), sink, progress);
    }

    /**
     * Computes a part of an image.
     *
     * @param source with the channels and axes of the network
     * @param scaling fitted on the whole image
     * @param target spatial interval x, y, (z) within the image
     * @param sink takes the result
     * @param progress told how far it is, and asked whether to go on, between tiles and where the network can within them;
     *     canceling throws CancellationException
     */
    public void fill(ImageSource source, ChannelScaling scaling, Interval target, TileSink sink, Progress progress) {
        requireFits(source);
        TilePlan plan = tiling.plan(geometry, source.size(), target);
        TileGrid grid = new TileGrid(geometry, source.size(), target, plan.tileSize());
        TileBatches batches = new TileBatches(grid, plan.batch());
        try (Pipeline pipeline = new Pipeline(predictor, batches, new PatchReader(source, scaling), sink, buffers)) {
            pipeline.run(progress);
        }
    }

    private void requireFits(ImageSource source) {
        if (source.channels() != predictor.channels()) {
            throw new InputException(source.name() + " has " + source.channels()
                    + " channels, but this model was trained on " + predictor.channels() + ".");
        }
        if (source.rank() != geometry.rank()) {
            throw new InputException(source.name() + " has " + source.rank()
                    + " spatial dimensions, but this model works in " + geometry.rank() + ".");
        }
    }
}
