package sc.fiji.unet.imports;

import java.util.Locale;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.metrics.InstanceScore;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/**
 * The test of a package whose answer is objects: its test image is segmented like any other, and objects are compared, not
 * their numbers, as each program counts in its own order.
 *
 * @param test image and objects
 * @param card of the model
 */
record ObjectTest(TestRun test, ModelCard card) {
    /** Of ten objects so many have to be the same. */
    private static final int MOST_OF_TEN = 9;

    /** The test image with its objects, as the model segments it. */
    Segmentation segmented(PatchPredictor network, Progress progress) {
        SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), card, false);
        return new ImageSegmenter(network, card).run(test.input(), request, new MemoryStore(), progress);
    }

    /** Objects are the same where they have more than half of their pixels in common (IoU above 0.5). */
    TestRun.Result compare(Segmentation found) {
        int[] labels = new int[(int) Views.iterable(found.objects()).size()];
        int i = 0;
        for (IntType number : Views.flatIterable(found.objects())) labels[i++] = number.get();
        return compare(labels);
    }

    private TestRun.Result compare(int... labels) {
        float[] numbers = test.expected();
        if (numbers.length != labels.length) {
            String sizes = numbers.length + " pixels, expected " + labels.length;
            return new TestRun.Result(false, "Its test output is no image of objects: it has " + sizes + ".");
        }
        int[] truth = new int[numbers.length];
        for (int i = 0; i < truth.length; i++) truth[i] = Math.max(0, Math.round(numbers[i]));
        InstanceScore score = InstanceScore.of(truth, labels);
        int hits = score.hits()[0];
        boolean same = 10L * hits >= (long) MOST_OF_TEN * score.truths()
                && 10L * hits >= (long) MOST_OF_TEN * score.predictions();
        String counted = String.format(
                Locale.ROOT,
                "%d of %d objects of its test output are found (IoU above 0.5), %d invented; expected 90 %% of both",
                hits,
                score.truths(),
                score.predictions() - hits);
        return new TestRun.Result(
                same,
                same
                        ? "Its test output is reproduced: " + counted + "."
                        : "Its test output is NOT reproduced: " + counted + ". Do not trust this model.");
    }
}
