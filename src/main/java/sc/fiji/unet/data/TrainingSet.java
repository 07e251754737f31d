package sc.fiji.unet.data;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.image.StackView;

/**
 * All annotated images of a training, those to learn from and those to validate on, and what their masks mean. Immutable.
 *
 * @param train images to learn from
 * @param validation images to choose the best model by
 * @param classes what the masks mean
 * @param fingerprint what the images are like, both parts together
 * @param favored how many of the last training images are to matter as much as all others; 0 for none
 * @param channels the numbers, from 1, of the channels of the original images that these hold; empty for all
 * @param composed how the channels of the original images came together
 * @param view how stacks of the original images are seen in these
 */
public record TrainingSet(
        List<AnnotatedImage> train,
        List<AnnotatedImage> validation,
        ClassPlan classes,
        Fingerprint fingerprint,
        int favored,
        List<Integer> channels,
        Composition composed,
        StackView view) {
    /** Copies the lists. */
    public TrainingSet {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        channels = List.copyOf(channels);
    }

    /** A set whose images matter by their annotated area. */
    public TrainingSet(
            List<AnnotatedImage> train, List<AnnotatedImage> validation, ClassPlan classes, Fingerprint fingerprint) {
        this(train, validation, classes, fingerprint, 0, List.of(), Composition.UNSAID, StackView.PLANES);
    }

    /** A copy of images that hold these channels of the original ones. */
    public TrainingSet withChannels(List<Integer> value, Composition how) {
        return new TrainingSet(train, validation, classes, fingerprint, favored, value, how, view);
    }

    /** A copy whose stacks a network sees in this way. */
    public TrainingSet seen(StackView value) {
        return new TrainingSet(train, validation, classes, fingerprint, favored, channels, composed, value);
    }

    /** The images to learn from as a network sees them: volumes cut into slices, where it sees these. */
    public List<AnnotatedImage> shown() {
        if (!view.slices()) return train;
        return train.stream()
                .flatMap(volume -> volume.slices(view.neighbors()).stream())
                .toList();
    }

    /** What the images are like as a network sees them. */
    public Fingerprint shownFingerprint() {
        return view.slices() ? fingerprint.sliced(view.neighbors()) : fingerprint;
    }

    /** A copy of a single image, of which a region is held back to validate on. */
    TrainingSet byRegion(double share, Progress progress) {
        RegionSplit regions = RegionSplit.of(train.get(0), share);
        progress.note("As there is only one volume, a part of it is held back to validate on: its truth is ignored in"
                + " learning. Scores on other images may be lower.");
        return new TrainingSet(
                List.of(regions.train()),
                List.of(regions.validation()),
                classes,
                fingerprint,
                favored,
                channels,
                composed,
                view);
    }

    /** A copy whose objects are numbered and whole, see {@link AnnotatedImage#withWholeObjects}. */
    public TrainingSet withWholeObjects() {
        return new TrainingSet(
                train.stream()
                        .map(image -> image.withWholeObjects(classes.classes()))
                        .toList(),
                validation.stream()
                        .map(image -> image.withWholeObjects(classes.classes()))
                        .toList(),
                classes,
                fingerprint,
                favored,
                channels,
                composed,
                view);
    }

    /** Whether pixels of an image weigh more than others in the loss. */
    public boolean weighted() {
        return Stream.concat(train.stream(), validation.stream()).anyMatch(image -> image.weight() != null);
    }

    /** A set of images that are annotated already; reads each once to find its fingerprint. */
    public static TrainingSet of(List<AnnotatedImage> train, List<AnnotatedImage> validation, ClassPlan classes) {
        List<AnnotatedImage> all =
                Stream.concat(train.stream(), validation.stream()).toList();
        long[] counts = new long[classes.classes().size()];
        int withoutForeground = 0;
        for (AnnotatedImage image : all) {
            long background = counts[0];
            long known = 0;
            for (IntType index : Views.flatIterable(image.target())) {
                if (index.get() < 0) continue;
                counts[index.get()]++;
                known++;
            }
            if (counts[0] - background == known) withoutForeground++;
        }
        double total = Math.max(1, LongStream.of(counts).sum());
        double[] shares = LongStream.of(counts).mapToDouble(n -> n / total).toArray();
        List<ImageSurvey> surveys = all.stream()
                .map(AnnotatedImage::image)
                .distinct()
                .map(ImageSurvey::of)
                .toList();
        return new TrainingSet(
                train,
                validation,
                classes,
                ImageSurvey.together(surveys, new Fingerprint.Annotated(shares, withoutForeground)));
    }
}
