package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.Confusion;
import sc.fiji.unet.metrics.CrossEntropyMetric;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.metrics.Score;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.ModelFit;
import sc.fiji.unet.segment.Normalizing;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/** Validates by segmenting whole images through the {@link ImageSegmenter} that prediction uses. For one thread. */
public final class SegmentedValidation implements Validation {
    private static final int SHOWN = 3;

    private final List<AnnotatedImage> images;
    private final ModelCard card;
    private final Normalizing normalizing;
    private final SegmentRequest request;
    private TrainingEvent.Listener listener = event -> {};

    /**
     * Prepares to validate; images that no model of this card could segment are refused.
     *
     * @param images with their truth
     * @param card of the model that is trained
     */
    public SegmentedValidation(List<AnnotatedImage> images, ModelCard card) {
        this.images = images;
        this.card = card;
        normalizing = Normalizing.of(card.input().spec()).remembering();
        request = SegmentRequest.of(LabelOptions.semantic(), card, true);
        images.forEach(image -> ModelFit.of(image.image(), card, request.rescale()));
    }

    @Override
    public Scores score(PatchPredictor predictor, Progress progress) {
        int classes = classes();
        Confusion confusion = new Confusion(classes);
        CrossEntropyMetric crossEntropy = new CrossEntropyMetric();
        int index = 0;
        for (EvaluatedImage image : evaluated(predictor, List.of(), progress)) {
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

    private TrainingEvent segmented(int index, EvaluatedImage image) {
        return new TrainingEvent.Segmented(
                index, images.get(index), image.classes().prediction());
    }

    /**
     * Segments every image and measures all that a report holds.
     *
     * @param pieces how many connected pieces of each class are kept; see {@link SegmentRequest}
     */
    public List<Score> report(PatchPredictor predictor, List<Integer> pieces, Progress progress) {
        List<Score> scores = new ArrayList<>();
        for (EvaluatedImage image : evaluated(predictor, pieces, progress)) {
            scores.add(Score.of(image, classes()));
        }
        return scores;
    }

    /** How many classes it tells apart, the background included. */
    int classes() {
        return card.classes().size();
    }

    /** Segments one image after the other as they are asked for, so that only one is in memory; parameters as above. */
    public Iterable<EvaluatedImage> evaluated(PatchPredictor predictor, List<Integer> pieces, Progress progress) {
        ImageSegmenter segmenter = new ImageSegmenter(predictor, card, normalizing);
        return () -> images.stream()
                .map(image -> evaluated(image, segmenter, request.withPieces(pieces), progress))
                .iterator();
    }

    private static EvaluatedImage evaluated(
            AnnotatedImage image, ImageSegmenter segmenter, SegmentRequest request, Progress progress) {
        Segmentation found = segmenter.run(image.image(), request, new MemoryStore(), progress);
        int[] size = Intervals.dimensionsAsIntArray(found.classes());
        return new EvaluatedImage(image.image().name(), size, Targets.array(image.target()), found.classArray())
                .withProbabilities(found.probabilityArray());
    }
}
