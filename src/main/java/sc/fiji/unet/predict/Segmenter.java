package sc.fiji.unet.predict;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.TileGrid;
import sc.fiji.unet.tile.TilePlan;
import sc.fiji.unet.tile.Tiling;

/**
 * Applies a network to an image of any size, tile by tile: the only tiling loop there is. While one batch of tiles is
 * computed on the caller's thread, the next is read and the one before is written on two others. Memory depends on the
 * tiles, not on the image; buffers are kept from call to call. The result does not depend on the tiling (see {@link
 * Geometry}). One call at a time; the predictor stays the caller's to close.
 */
public final class Segmenter {
    private final PatchPredictor predictor;
    private final Geometry geometry;
    private final Tiling tiling;
    private final float[][] inputs = {new float[0], new float[0]};
    private final float[][] outputs = {new float[0], new float[0]};

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
     * @param progress told after each batch of tiles, and asked whether to go on; cancelling throws CancellationException
     */
    public void fill(ImageSource source, ChannelScaling scaling, Interval target, TileSink sink, Progress progress) {
        requireFits(source);
        TilePlan plan = tiling.plan(geometry, source.size(), target);
        TileGrid grid = new TileGrid(geometry, source.size(), target, plan.tileSize());
        run(new TileBatches(grid, plan.batch()), new PatchReader(source, scaling), sink, progress);
    }

    private void run(TileBatches batches, PatchReader reader, TileSink sink, Progress progress) {
        allocate(batches);
        try (Stage reading = new Stage("unet-read");
                Stage writing = new Stage("unet-write")) {
            Future<?> read = reading.start(() -> batches.read(0, reader, inputs[0], predictor.channels()));
            Future<?> written = CompletableFuture.completedFuture(null);
            for (int b = 0; b < batches.count(); b++) {
                progress.check();
                Stage.await(read);
                int current = b;
                float[] input = inputs[b % 2];
                float[] output = outputs[b % 2];
                if (b + 1 < batches.count()) {
                    read = reading.start(
                            () -> batches.read(current + 1, reader, inputs[(current + 1) % 2], predictor.channels()));
                }
                predictor.predict(input, batches.tiles(b), batches.tileSize(), batches.unasked(b), output);
                Stage.await(written);
                written = writing.start(() -> batches.write(current, output, predictor.classes(), sink));
                progress.update(batches.end(b), batches.size(), "Segmenting");
            }
            Stage.await(written);
        }
    }

    /** Two of each, so that one can be filled while the other is read. */
    private void allocate(TileBatches batches) {
        long pixels = batches.pixels();
        for (int i = 0; i < 2; i++) {
            inputs[i] = atLeast(inputs[i], pixels * predictor.channels());
            outputs[i] = atLeast(outputs[i], pixels * predictor.classes());
        }
    }

    private static float[] atLeast(float[] buffer, long length) {
        return buffer.length >= length ? buffer : new float[Math.toIntExact(length)];
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
