package sc.fiji.unet.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.NativeMemory;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.predict.TileSink;
import sc.fiji.unet.tile.BudgetTiling;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;

/**
 * The one way from an image to what is in it, for open images, folders, comparisons and validation: the image is fitted to
 * the model, normalized as a whole and computed tile by tile; classes are decided, pieces of them dropped, objects told
 * apart. One call at a time; the predictor stays the caller's to close.
 */
public final class ImageSegmenter {
    /** What a segmentation may take beside the image. */
    private static final long MEMORY_BYTES = 3L << 29;
    /** Java with its garbage and libtorch, before the first tile. */
    private static final long IDLE_BYTES = 704L << 20;

    private static final long LEAST_TILE_BYTES = 256L << 20;
    /** Tiles at a time: one is computed, one is read ahead or written behind. */
    private static final int TILES = 2;

    private final ModelCard card;
    private final int answered;
    private final int outputs;
    private final Segmenter tiles;
    private final Normalizing normalizing;
    private final Set<String> said = new HashSet<>();

    /** Segments by a network, as the card of its model says. */
    public ImageSegmenter(PatchPredictor predictor, ModelCard card) {
        this(predictor, card, Normalizing.of(card.input().spec()));
    }

    /** As above, where it is known already how to normalize. */
    public ImageSegmenter(PatchPredictor predictor, ModelCard card, Normalizing normalizing) {
        this.card = card;
        this.normalizing = normalizing;
        answered = predictor.classes();
        outputs = card.answer().isEmpty() ? answered : card.classOutputs();
        tiles = new Segmenter(predictor, geometry(card.network()), tiling(predictor));
    }

    /** How tiles of a network lie in an image. */
    public static Geometry geometry(ModelCard.Network network) {
        Geometry cubes =
                Geometry.of(network.rank(), network.stride(), network.halo()).withMargin(network.margin());
        ModelCard.Depth depth = network.depth();
        return depth == null ? cubes : cubes.withDepth(depth.stride(), depth.halo(), depth.margin());
    }

    /** Tiles as large as memory allows beside the labels of the target, a byte a pixel. */
    private static Tiling tiling(PatchPredictor predictor) {
        int inputAndOutput = Float.BYTES * TILES * (predictor.channels() + predictor.classes());
        return (geometry, imageSize, target) -> {
            long free = MEMORY_BYTES - IDLE_BYTES - Intervals.numElements(target);
            long allowed = Math.min(Math.max(LEAST_TILE_BYTES, free), NativeMemory.free() / 2);
            return new BudgetTiling(predictor.bytesPerPixel() + inputAndOutput, Math.max(1, allowed))
                    .plan(geometry, imageSize, target);
        };
    }

    /**
     * Segments the planes, or volumes, of one file one after the other; objects are numbered through all of them.
     *
     * @param part of each image along x, y, (z), in pixels of the image; null for the whole images
     * @param store keeps what is found
     */
    public List<Segmentation> run(
            List<ImageSource> images, Interval part, SegmentRequest request, PixelStore store, Progress progress) {
        List<Segmentation> all = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < images.size(); i++) {
            progress.check();
            ImageSource image = images.get(i);
            Interval target = part == null ? new FinalInterval(image.size()) : part;
            Progress inner = Progress.numbered(progress, i, images.size(), "plane");
            ModelFit fit = ModelFit.of(image, card, request.channels(), request.rescale());
            fit.notes().stream().filter(said::add).forEach(progress::note);
            WholeImage whole = new WholeImage(image, request.fitted(fit), store, card.classOutputs());
            whole.requirePossible(target, outputs, inner);
            boolean passing = !request.probabilities() && request.objects().needsProbabilities();
            try (PixelStore passed = passing ? store.another() : null) { // what nobody asks for beside the objects
                PixelStore chances = request.probabilities() ? store : passed;
                Segmentation found = classified(new Fitted(image, fit), target, chances, store, inner);
                Segmentation finished = whole.finish(found, before, inner);
                all.add(finished.withOutputs(request.probabilities() ? card.classOutputs() : 0));
            }
            before = all.get(i).count();
        }
        return all;
    }

    /** Whether there is memory to look at an image of this size as a whole, as cutting touching objects does. */
    public static boolean looksAtWhole(Dimensions image) {
        return WholeImage.fits(image);
    }

    /** How to have memory for that, as the end of a sentence; empty where no memory suffices. */
    public static String heap(Dimensions image) {
        return WholeImage.heap(Intervals.numElements(image));
    }

    /** Segments a single image, whole. */
    public Segmentation run(ImageSource image, SegmentRequest request, PixelStore store, Progress progress) {
        return run(List.of(image), null, request, store, progress).get(0);
    }

    /** All that the network says of a whole image, whose classes are those that it holds likeliest. */
    public Segmentation everything(ImageSource image, PixelStore store, Progress progress) {
        ModelFit fit = ModelFit.of(image, card, true);
        return classified(new Fitted(image, fit), new FinalInterval(image.size()), store, store, progress);
    }

    /** The same of a part of an image, with pixels resampled only where that is wanted. */
    public Segmentation everything(
            ImageSource image, Interval part, SegmentRequest request, PixelStore store, Progress progress) {
        ModelFit fit = ModelFit.of(image, card, request.channels(), request.rescale());
        fit.notes().stream().filter(said::add).forEach(progress::note);
        return classified(new Fitted(image, fit), part, store, store, progress);
    }

    /**
     * What {@link #run} would make of that, but for how sure the network is.
     *
     * @param said by {@link #everything}, of the same image; left as it is
     */
    public Segmentation finish(Segmentation said, ImageSource image, SegmentRequest request, Progress progress) {
        ModelFit fit = ModelFit.of(image, card, request.channels(), request.rescale());
        WholeImage whole = new WholeImage(image, request.fitted(fit), new MemoryStore(), card.classOutputs());
        whole.requirePossible(said.classes(), outputs, progress);
        return whole.withoutCertainty().finish(said.copy(), 0, progress);
    }

    /** Fits the normalization on an image as the network sees it, without room for all of it. */
    public ChannelScaling scaling(ImageSource image, SegmentRequest request) {
        ModelFit fit = ModelFit.of(image, card, request.channels(), request.rescale());
        return normalizing.of(image, fit.lazily(image));
    }

    /** Computes a whole image that has the channels and the pixel size of the model already. */
    public void fill(ImageSource image, TileSink sink, Progress progress) {
        try (PixelStore room = new SpillingStore()) {
            fill(new Seen(image, image, room), new FinalInterval(image.size()), sink, progress);
        }
    }

    /**
     * An image, and as the network sees it.
     *
     * @param room like that which is taken for more where it is needed
     */
    private record Seen(ImageSource image, ImageSource fitted, PixelStore room) {}

    private void fill(Seen seen, Interval part, TileSink sink, Progress progress) {
        if (card.answer().isEmpty()) {
            answer(seen, part, sink, progress);
            return;
        }
        try (PixelStore scratch = seen.room().another()) {
            Interval all = new FinalInterval(seen.fitted().size());
            RandomAccessibleInterval<FloatType> raw = chances(all, answered, scratch);
            answer(seen, all, sink(raw, all), progress);
            WholeAnswer.of(card.answer(), raw, seen.fitted()).fill(part, sink, progress);
        }
    }

    private void answer(Seen seen, Interval part, TileSink sink, Progress progress) {
        ImageSource fitted = seen.fitted();
        ChannelScaling scaling = normalizing.of(seen.image(), fitted);
        if (fitted.rank() == card.network().rank()) tiles.fill(fitted, scaling, part, sink, progress);
        else new SlicedVolume(fitted, card.input().neighbors()).fill(tiles, scaling, part, sink, progress);
    }

    /** An image, and how it is brought to what the model was trained on. */
    private record Fitted(ImageSource image, ModelFit fit) {}

    /** With probabilities where there is a store for them, which may be null. */
    private Segmentation classified(
            Fitted subject, Interval part, PixelStore kept, PixelStore store, Progress progress) {
        ImageSource image = subject.image();
        ModelFit fit = subject.fit();
        RandomAccessibleInterval<UnsignedByteType> classes =
                store.create(new UnsignedByteType(), part.dimensionsAsLongArray());
        RandomAccessibleInterval<FloatType> probabilities = kept == null ? null : chances(part, outputs, kept);
        if (fit.rescales()) {
            try (PixelStore scratch = store.another()) {
                boolean whole = Intervals.equalDimensions(part, new FinalInterval(image.size()));
                ImageSource fitted =
                        whole ? fit.apply(image, size -> scratch.create(new FloatType(), size)) : fit.lazily(image);
                Rescaling rescaling = new Rescaling(image.size(), fitted.size(), part, card.classOutputs());
                RandomAccessibleInterval<FloatType> coarse = chances(rescaling.seen(), outputs, scratch);
                fill(new Seen(image, fitted, store), rescaling.seen(), sink(coarse, rescaling.seen()), progress);
                rescaling.back(coarse, classes, probabilities, progress);
            }
        } else {
            TileSink sink = new LabelSink(Views.translate(classes, part.minAsLongArray()), card.classOutputs());
            TileSink both = kept == null ? sink : sink.and(sink(probabilities, part));
            fill(new Seen(image, fit.apply(image), store), part, both, progress);
        }
        return new Segmentation(classes, probabilities, null, 0);
    }

    private RandomAccessibleInterval<FloatType> chances(Interval part, int channels, PixelStore store) {
        int rank = part.numDimensions();
        long[] size = Arrays.copyOf(part.dimensionsAsLongArray(), rank + 1);
        size[rank] = channels;
        return store.create(new FloatType(), size);
    }

    private static TileSink sink(RandomAccessibleInterval<FloatType> probabilities, Interval part) {
        return new ProbabilitySink(
                Views.translate(probabilities, Arrays.copyOf(part.minAsLongArray(), part.numDimensions() + 1)));
    }
}
