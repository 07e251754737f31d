package sc.fiji.unet.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.InstanceScore;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/**
 * Finds the numbers by which a model tells objects apart best: where the foreground begins, the options of the separation
 * and the smallest object. Each in turn takes the value with which most objects of annotated images are found, as the mean
 * score over IoU 0.5 to 0.9 says, all images pooled; the network is asked once. For one thread.
 */
public final class ObjectFit {
    private static final int ROUNDS = 2;
    /** More images than that are no surer, only slower: 2^21 pixels. */
    private static final long MOST_PIXELS = 1L << 21;

    /** Of fewer objects nothing can be said. */
    private static final int FEWEST_OBJECTS = 20;

    /** What a change must gain, as the images are few. */
    private static final double WORTH_IT = 0.003;

    private static final double LAST_THRESHOLD = 0.9;
    private static final double[] BEGINNINGS = {0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65};
    private static final double[] SHARES_OF_SMALLEST = {0.25, 0.5, 0.75, 1};

    private final ModelCard card;
    private final ImageSegmenter segmenter;
    private final Progress progress;
    private final Progress quiet;
    private final List<Seen> seen = new ArrayList<>();
    private ObjectRule best;
    private double score;

    /** What the network says of an image, and the objects that are there. */
    private record Seen(AnnotatedImage image, Segmentation said, int[] truth) {}

    /** For a model that tells objects apart. */
    public ObjectFit(ModelCard card, ImageSegmenter segmenter, Progress progress) {
        this.card = card;
        this.segmenter = segmenter;
        this.progress = progress;
        quiet = Progress.cancelOnly(progress);
        best = card.labels().objects();
    }

    /** The rule of the card with the numbers that suit these images best. */
    public ObjectRule of(List<AnnotatedImage> images) {
        look(images);
        long objects = seen.stream()
                .mapToLong(one ->
                        IntStream.of(one.truth).filter(n -> n > 0).distinct().count())
                .sum();
        if (objects < FEWEST_OBJECTS) return best;
        score = score(best);
        for (int round = 0; round < ROUNDS; round++) {
            double before = score;
            descend();
            if (score - before < WORTH_IT) break;
        }
        progress.note(String.format(
                Locale.ROOT,
                "Objects: %s; mean AP %.3f over IoU 0.5 to 0.9 on the validation images",
                card.labels().withObjects(best).autoObjects(),
                score));
        return best;
    }

    private void look(List<AnnotatedImage> images) {
        long pixels = 0;
        for (AnnotatedImage image : images) {
            pixels += image.target().size();
            if (pixels > MOST_PIXELS && !seen.isEmpty()) return;
            progress.check();
            int[] truth = Targets.array(image.withWholeObjects(card.classes()).objects());
            int[] known = Targets.array(image.target());
            for (int i = 0; i < truth.length; i++) if (known[i] == AnnotatedImage.IGNORE) truth[i] = known[i];
            seen.add(new Seen(image, segmenter.everything(image.image(), new MemoryStore(), quiet), truth));
        }
    }

    private void descend() {
        attempt(DoubleStream.of(BEGINNINGS).boxed(), value -> best.fitted(best.spec(), value, best.minimum()));
        Spec separation = best.spec();
        Map<String, double[]> options =
                Extensions.of(PostProcess.class).get(separation.id()).tunable();
        options.forEach((key, values) -> attempt(
                DoubleStream.of(values).boxed(),
                value -> best.fitted(best.spec().with(key, value), best.threshold(), best.minimum())));
        int smallest = card.labels().smallest();
        attempt(
                DoubleStream.of(SHARES_OF_SMALLEST).boxed(),
                share -> best.fitted(best.spec(), best.threshold(), (int) Math.max(1, share * smallest)));
    }

    private void attempt(Stream<Double> values, Function<Double, ObjectRule> change) {
        for (ObjectRule rule : values.map(change).toList()) {
            if (rule.equals(best)) continue; // its score is known
            double reached = score(rule);
            if (reached <= score + WORTH_IT) continue;
            score = reached;
            best = rule;
        }
    }

    private double score(ObjectRule rule) {
        SegmentRequest request = SegmentRequest.of(
                LabelOptions.defaults(), card.withLabels(card.labels().withObjects(rule)), false);
        double[] thresholds = InstanceScore.thresholds();
        int[] hits = new int[thresholds.length];
        int objects = 0;
        for (Seen one : seen) {
            progress.check();
            int[] found = segmenter
                    .finish(one.said, one.image.image(), request, progress)
                    .objectArray();
            InstanceScore here = InstanceScore.of(one.truth, found);
            objects += here.truths() + here.predictions();
            for (int i = 0; i < hits.length; i++) hits[i] += here.hits()[i];
        }
        int all = objects;
        return IntStream.range(0, hits.length)
                .filter(i -> thresholds[i] <= LAST_THRESHOLD + 1e-9)
                .mapToDouble(i -> (double) hits[i] / Math.max(1, all - hits[i]))
                .average()
                .orElseThrow();
    }
}
