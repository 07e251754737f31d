package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.label.LargestPieces;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.metrics.CrossEntropyMetric;
import sc.fiji.unet.metrics.Judged;
import sc.fiji.unet.metrics.Score;
import sc.fiji.unet.predict.MostProbable;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;

/** Validates by segmenting whole images through the {@link Segmenter} that prediction uses. For one thread. */
public final class SegmentedValidation implements Validation {
    private static final int SHOWN = 3;

    private final List<AnnotatedImage> images;
    private final List<ChannelScaling> scalings;
    private final int classes;
    private final Geometry geometry;
    private final Function<PatchPredictor, Tiling> tiling;
    private TrainingEvent.Listener listener = event -> {};

    /**
     * Prepares to validate.
     *
     * @param images with their truth
     * @param scalings the fitted normalisation of each
     * @param classes how many, background included
     * @param geometry of the network
     * @param tiling how to cut images for a predictor
     */
    public SegmentedValidation(
            List<AnnotatedImage> images,
            List<ChannelScaling> scalings,
            int classes,
            Geometry geometry,
            Function<PatchPredictor, Tiling> tiling) {
        this.images = images;
        this.scalings = scalings;
        this.classes = classes;
        this.geometry = geometry;
        this.tiling = tiling;
    }

    @Override
    public Scores score(PatchPredictor predictor, Progress progress) {
        Confusion confusion = new Confusion(classes);
        CrossEntropyMetric crossEntropy = new CrossEntropyMetric();
        int index = 0;
        for (Judged image : judged(predictor, progress)) {
            if (index < SHOWN) listener.on(segmented(index, image));
            index++;
            confusion.add(image.classes().truth(), image.classes().prediction());
            crossEntropy.add(image.probabilities(), image.classes().truth());
        }
        double[] dice = new double[classes];
        for (int k = 0; k < classes; k++) dice[k] = confusion.dice(k);
        return new Scores(crossEntropy.mean(), confusion.meanDice(), confusion.meanIou(), dice);
    }

    /** Shows the first few images, as the network segments them, to a listener whenever {@link #score} is called. */
    public void showTo(TrainingEvent.Listener value) {
        listener = value;
    }

    private TrainingEvent segmented(int index, Judged image) {
        return new TrainingEvent.Segmented(
                index, images.get(index), image.classes().prediction());
    }

    /**
     * Segments every image and measures all that a report holds.
     *
     * @param pieces how many connected pieces of each class are kept; see {@link LargestPieces}
     */
    public List<Score> report(PatchPredictor predictor, List<Integer> pieces, Progress progress) {
        List<Score> scores = new ArrayList<>();
        for (Judged image : judged(predictor, progress)) {
            int[] kept = LargestPieces.keep(image.classes().prediction(), image.size(), pieces);
            scores.add(Score.of(image.withPrediction(kept), classes));
        }
        return scores;
    }

    /** Segments one image after the other as they are asked for, so that only one is in memory. */
    public Iterable<Judged> judged(PatchPredictor predictor, Progress progress) {
        Segmenter segmenter = new Segmenter(predictor, geometry, tiling.apply(predictor));
        return () -> java.util.stream.IntStream.range(0, images.size())
                .mapToObj(i -> judge(images.get(i), scalings.get(i), segmenter, predictor.classes(), progress))
                .iterator();
    }

    private static Judged judge(
            AnnotatedImage image, ChannelScaling scaling, Segmenter segmenter, int outputs, Progress progress) {
        long[] size = image.image().size();
        int pixels = Math.toIntExact(Intervals.numElements(size));
        float[] probabilities = new float[Math.multiplyExact(pixels, outputs)];
        long[] withClasses = java.util.Arrays.copyOf(size, size.length + 1);
        withClasses[size.length] = outputs;
        ProbabilitySink sink = new ProbabilitySink(ArrayImgs.floats(probabilities, withClasses));
        segmenter.fill(image.image(), scaling, sink, progress);
        int[] truth = new int[pixels];
        int i = 0;
        for (IntType value : Views.flatIterable(image.target())) truth[i++] = value.get();
        int[] edges = java.util.Arrays.stream(size).mapToInt(Math::toIntExact).toArray();
        return new Judged(image.image().name(), edges, truth, MostProbable.of(probabilities, outputs))
                .withProbabilities(probabilities);
    }
}
