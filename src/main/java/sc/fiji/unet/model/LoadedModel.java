package sc.fiji.unet.model;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.engine.Pytorch;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.predict.TileSink;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.tile.BudgetTiling;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;

/** A model ready to segment images one after the other. One call at a time; holds native memory until closed. */
public final class LoadedModel implements AutoCloseable {
    /** What a segmentation may take beside the image. */
    private static final long MEMORY_BYTES = 3L << 29;
    /** Java with its garbage and libtorch, before the first tile. */
    private static final long IDLE_BYTES = 704L << 20;

    private static final long LEAST_TILE_BYTES = 256L << 20;
    /** Tiles at a time: one is computed, one is read ahead or written behind. */
    private static final int TILES = 2;

    private final ModelCard card;
    private final PatchPredictor predictor;
    private final Segmenter segmenter;
    private final Extensions.Configured<Normalization> normalization;

    /**
     * Compiles for libtorch.
     *
     * @param precision one of {@link sc.fiji.unet.config.SegmentOptions#PRECISIONS}
     * @param progress told what was chosen and why
     */
    public static NetworkCompiler libtorch(String precision, Progress progress) {
        return (network, device) -> {
            Pytorch.prepare(progress);
            return Precisions.compile(network, device, precision, progress::note);
        };
    }

    private LoadedModel(ModelCard card, PatchPredictor predictor) {
        this.card = card;
        this.predictor = predictor;
        segmenter = new Segmenter(predictor, geometry(card.network()), tiling(predictor));
        normalization = Extensions.of(Normalization.class).get(card.input().spec());
    }

    /** Reads a model folder and compiles its network. */
    public static LoadedModel open(ModelFolder folder, String device, NetworkCompiler compiler) {
        return open(folder, Averaging.NONE, device, compiler);
    }

    /** Reads a model folder, and all that is to answer together with it. */
    public static LoadedModel open(ModelFolder folder, Averaging averaging, String device, NetworkCompiler compiler) {
        ModelEnsemble ensemble = ModelEnsemble.open(folder, averaging, device, compiler);
        try (CloseOnFailure opened = new CloseOnFailure()) {
            opened.add(ensemble, () -> ensemble.predictor().close());
            LoadedModel model = new LoadedModel(ensemble.card(), ensemble.predictor());
            opened.succeeded();
            return model;
        }
    }

    /** What is known about the model. */
    public ModelCard card() {
        return card;
    }

    /** Output channels of the network. */
    public int outputs() {
        return predictor.classes();
    }

    /** Normalises the whole image and computes it tile by tile. */
    public void segment(ImageSource source, TileSink sink, Progress progress) {
        segment(source, new FinalInterval(source.size()), sink, progress);
    }

    /** Computes a part (x, y, (z) in pixels) of an image that is normalised as a whole. */
    public void segment(ImageSource source, Interval part, TileSink sink, Progress progress) {
        ChannelScaling scaling = normalization.extension().fit(source, normalization.options());
        segmenter.fill(source, scaling, part, sink, progress);
    }

    @Override
    public void close() {
        predictor.close();
        Pytorch.releaseMemory();
    }

    public static Geometry geometry(ModelCard.Network network) {
        return Geometry.of(network.rank(), network.stride(), network.halo()).withMargin(network.margin());
    }

    /** Tiles as large as memory allows beside the labels of the target, a byte a pixel. */
    public static Tiling tiling(PatchPredictor predictor) {
        int inputAndOutput = Float.BYTES * TILES * (predictor.channels() + predictor.classes());
        return (geometry, imageSize, target) -> {
            long free = MEMORY_BYTES - IDLE_BYTES - Intervals.numElements(target);
            return new BudgetTiling(predictor.bytesPerPixel() + inputAndOutput, Math.max(LEAST_TILE_BYTES, free))
                    .plan(geometry, imageSize, target);
        };
    }
}
