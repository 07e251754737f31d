package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ChannelViews;
import sc.fiji.unet.image.Grayness;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.LabelMetadata;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.PageChannels;
import sc.fiji.unet.label.InstanceBorders;

/**
 * Makes training sets of images that people annotated in ImageJ. Each slice of each frame is an image of its own, and those
 * that nobody annotated are left out; or each frame is a volume, see {@link AnnotatedVolumes}. Stateless.
 */
public final class AnnotatedImages {
    private AnnotatedImages() {}

    /** An image and the label image that is its truth, both open in ImageJ and of one size. */
    public record Labeled(ImagePlus image, ImagePlus labels) {}

    /**
     * What of open images is learned from.
     *
     * @param channels auto: all, or gray where these are gray in truth
     * @param view how stacks are seen
     */
    public record Look(ChannelChoice channels, StackView view) {
        /** All channels of each slice. */
        public static final Look ALL = new Look(ChannelChoice.AUTO, StackView.PLANES);

        /** What a person said; ROIs are drawn on planes, so that auto means these where they are the truth. */
        static Look ofRois(DataOptions data) {
            boolean auto = data.dimensions() == DataOptions.Dimensions.AUTO
                    || data.channels().pages();
            return new Look(data.channels(), auto ? StackView.PLANES : StackView.of(data.dimensions(), () -> null));
        }

        /** What a person said of an image with labels. */
        static Look of(DataOptions data, ImagePlus image) {
            if (data.channels().pages()) return new Look(data.channels(), StackView.PLANES);
            StackView view = StackView.of(
                    data.dimensions(), () -> ImagePlusSources.of(image, 3).get(0));
            return new Look(data.channels(), view);
        }

        private TrainingSet at(TrainingSet set) {
            ChannelChoice.Composition composed =
                    channels.pages() ? ChannelChoice.Composition.PAGES : ChannelChoice.Composition.FILE;
            return set.withChannels(channels.numbers(), composed).seen(view);
        }
    }

    /**
     * From ROIs. Touching objects are kept apart by a gap and by heavy loss weights between them, where the painter has a
     * gap.
     *
     * @param painter what ROIs mean
     * @param holdOut which part is to validate on
     * @param progress notes how the ROIs were understood
     */
    public static TrainingSet ofRois(
            List<DrawnImage> found, Look look, RoisToLabels painter, HoldOut holdOut, Progress progress) {
        boolean pages = look.channels().pages();
        List<DrawnImage> seen =
                pages ? found.stream().map(DrawnImage::pagesAsChannels).toList() : found;
        List<DrawnImage> images = RoiNumbers.apart(seen, painter.naming(), progress::note);
        List<List<Roi>> all = images.stream().map(DrawnImage::rois).toList();
        RoiClasses classes = RoiClasses.ofAll(all, painter.naming());
        Set<String> notes = new LinkedHashSet<>();
        List<AnnotatedImage> annotated = new ArrayList<>();
        boolean objects = images.stream().allMatch(drawn -> painter.tellsObjects(drawn.image(), drawn.rois(), classes));
        boolean planar = look.view().rank() == 2;
        for (DrawnImage drawn : images) {
            Annotation annotation = painter.paint(drawn.image(), drawn.rois(), classes);
            notes.addAll(annotation.notes());
            Kept kept = new Kept(painter.gap(), objects && planar);
            annotated.addAll(
                    annotated(drawn.image(), annotation, kept, look.view().rank()));
        }
        notes.forEach(progress::note);
        int drawn = all.stream().mapToInt(List::size).sum();
        List<String> names =
                classes.list().stream().skip(1).map(ClassInfo::name).toList();
        progress.note(drawn + " ROIs on " + annotated.size() + (annotated.size() == 1 ? " image" : " images")
                + "; classes: " + String.join(", ", names));
        ClassPlan plan = new ClassPlan(classes.list(), objects, OptionalInt.empty(), List.copyOf(notes));
        return look.at(holdOut.apply(shown(annotated, look.channels(), progress), plan, progress));
    }

    private static List<AnnotatedImage> shown(List<AnnotatedImage> images, ChannelChoice channels, Progress progress) {
        if (!channels.isAuto()) return changed(images, image -> ChannelViews.chosen(image, channels.ofWhole()));
        List<Grayness> all =
                images.stream().map(image -> Grayness.of(image.image())).toList();
        if (!Grayness.passesAsGray(all)) return images;
        progress.note(Grayness.note(all));
        return changed(images, ChannelViews::first);
    }

    private static List<AnnotatedImage> changed(List<AnnotatedImage> images, UnaryOperator<ImageSource> change) {
        return images.stream()
                .map(image -> image.withImage(change.apply(image.image())))
                .toList();
    }

    /**
     * What was annotated of an image, in its order: planes, or volumes whose other slices are ignored.
     *
     * @param borders whether the background between touching objects weighs more
     * @param rank 3 for volumes
     */
    public static List<AnnotatedImage> annotated(ImagePlus imp, Annotation annotation, boolean borders, int rank) {
        return annotated(imp, annotation, new Kept(borders, false), rank);
    }

    private static List<AnnotatedImage> annotated(ImagePlus imp, Annotation annotation, Kept kept, int rank) {
        List<AnnotatedImage> planes = planes(imp, annotation, kept);
        return rank == 2 ? planes : AnnotatedVolumes.of(imp, annotation, planes);
    }

    /**
     * What is kept of drawn objects beside their classes.
     *
     * @param borders heavy loss weights between them
     * @param numbers the objects themselves; ROIs on the slices of a volume are parts of such
     */
    private record Kept(boolean borders, boolean numbers) {}

    /** The planes of an image that were annotated, in its order. */
    private static List<AnnotatedImage> planes(ImagePlus imp, Annotation annotation, Kept kept) {
        List<ImageSource> sources = ImagePlusSources.of(imp, 2);
        List<AnnotatedImage> planes = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            int slice = i % annotation.slices();
            int frame = i / annotation.slices();
            if (!annotation.isAnnotated(slice, frame)) continue;
            RandomAccessibleInterval<FloatType> weights = kept.borders
                            && hasSeveral(annotation.instancePlanes()[i])
                    ? InstanceBorders.weights(annotation.instances(slice, frame), LoadOptions.WEIGHT, LoadOptions.WIDTH)
                    : null;
            planes.add(new AnnotatedImage(
                    sources.get(i),
                    annotation.classes(slice, frame),
                    weights,
                    kept.numbers ? annotation.wholeInstances(slice, frame) : null));
        }
        return planes;
    }

    private static boolean hasSeveral(int[] instances) {
        return Arrays.stream(instances).filter(i -> i > 0).distinct().limit(2).count() == 2;
    }

    /**
     * A training set from an image and its label image.
     *
     * @param classes what the values mean; auto: what the label image says of itself, else what its values look like
     */
    public static TrainingSet ofLabels(Labeled open, Look look, String classes, HoldOut holdOut, Progress progress) {
        boolean pages = look.channels().pages();
        Labeled images = pages ? new Labeled(PageChannels.asOne(open.image()), open.labels()) : open;
        List<ImageSource> sources = ImagePlusSources.of(images.image(), 2);
        List<LabelImage> labels = ObjectClasses.labels(images.labels(), 2);
        requireSameSize(images, sources.size(), labels.size());
        List<LabelSurvey> surveys = labels.stream().map(LabelSurvey::of).toList();
        ClassPlan plan = plan(images.labels(), surveys, classes);
        plan.reasons().forEach(progress::note);
        boolean[] marked = new boolean[sources.size()];
        for (int i = 0; i < marked.length; i++) marked[i] = marked.length == 1 || isMarked(plan, surveys.get(i));
        List<AnnotatedImage> annotated = look.view().rank() == 3
                ? AnnotatedVolumes.of(images.image(), images.labels(), plan, marked)
                : IntStream.range(0, sources.size())
                        .filter(i -> marked[i])
                        .mapToObj(i -> plan.annotate(sources.get(i), labels.get(i), LoadOptions.defaults()))
                        .toList();
        long left = IntStream.range(0, marked.length).filter(i -> !marked[i]).count();
        if (left > 0)
            progress.note(left + " slices without any label are left out: nobody said that they hold nothing.");
        return look.at(holdOut.apply(shown(annotated, look.channels(), progress), plan, progress));
    }

    private static boolean isMarked(ClassPlan plan, LabelSurvey survey) {
        return Arrays.stream(plan.count(survey)).skip(1).sum() > 0;
    }

    /** What the values of a label image mean: what it says of itself, else what they look like. */
    public static ClassPlan plan(ImagePlus labels, List<LabelSurvey> surveys, String classes) {
        ClassList named = LabelMetadata.classes(labels);
        OptionalInt ignore = LabelMetadata.ignore(labels);
        if (named.size() > 1 && classes.equals(Auto.WORD)) {
            return new ClassPlan(named, false, ignore, List.of("Classes as " + labels.getTitle() + " names them."));
        }
        ClassPlan found = ClassDetection.detect(surveys, classes);
        if (found.ignore().isPresent() || ignore.isEmpty()) return found;
        ClassList without = ClassList.copyOf(found.classes().stream()
                .filter(info -> info.value() != ignore.getAsInt() || found.instances())
                .toList());
        return new ClassPlan(without, found.instances(), ignore, found.reasons(), found.reading());
    }

    private static void requireSameSize(Labeled images, int planes, int labelPlanes) {
        ImagePlus image = images.image();
        ImagePlus labels = images.labels();
        boolean fits = image.getWidth() == labels.getWidth() && image.getHeight() == labels.getHeight();
        if (fits && planes == labelPlanes) return;
        throw new InputException(String.format(
                Locale.ROOT,
                "%s is %d x %d with %d planes, but its label image %s is %d x %d with %d: expected the same. Choose the"
                        + " label image of this image.",
                image.getTitle(),
                image.getWidth(),
                image.getHeight(),
                planes,
                labels.getTitle(),
                labels.getWidth(),
                labels.getHeight(),
                labelPlanes));
    }
}
