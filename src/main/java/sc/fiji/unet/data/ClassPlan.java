package sc.fiji.unet.data;

import java.util.List;
import java.util.OptionalInt;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.InstanceBorders;
import sc.fiji.unet.label.Targets;

/**
 * What the values of a set of masks mean. Immutable.
 *
 * @param classes in the order of their index, background first
 * @param instances whether every value but 0 is an object of class 1
 * @param ignore a value that counts for nothing
 * @param reasons sentences for people: how this was found
 * @param reading how stored numbers become the values that are meant here
 */
public record ClassPlan(
        ClassList classes, boolean instances, OptionalInt ignore, List<String> reasons, MaskReading reading) {
    /** Copies the list. */
    public ClassPlan {
        reasons = List.copyOf(reasons);
    }

    /** What the masks mean that a model learned from. */
    public static ClassPlan of(ModelCard.Labels labels) {
        OptionalInt ignore = labels.ignore() == null ? OptionalInt.empty() : OptionalInt.of(labels.ignore());
        return new ClassPlan(labels.classes(), labels.instances(), ignore, List.of());
    }

    /** A plan for masks whose numbers are the values. */
    public ClassPlan(ClassList classes, boolean instances, OptionalInt ignore, List<String> reasons) {
        this(classes, instances, ignore, reasons, MaskReading.AS_STORED);
    }

    /** A copy for masks that are read in another way. */
    ClassPlan with(MaskReading value, List<String> because) {
        return new ClassPlan(classes, instances, ignore, because, value);
    }

    /** The class index of each pixel, {@link AnnotatedImage#IGNORE} where nobody said; an unknown value is refused. */
    public RandomAccessibleInterval<IntType> target(LabelImage labels) {
        return instances
                ? Targets.ofInstances(objects(labels))
                : Targets.ofClasses(labels.name(), reading.read(labels).values(), classes, ignore);
    }

    /** Target, objects and loss weights, with the gap and border weights that were asked for where the masks hold instances. */
    public AnnotatedImage annotate(ImageSource image, LabelImage labels, LoadOptions options) {
        if (!instances) return new AnnotatedImage(image, target(labels), null);
        RandomAccessibleInterval<IntType> whole = objects(labels);
        RandomAccessibleInterval<IntType> apart =
                options.gap() > 0 ? InstanceBorders.separate(whole, options.gap()) : whole;
        RandomAccessibleInterval<FloatType> weights = options.borderWeight() > 0 && InstanceBorders.hasSeveral(apart)
                ? InstanceBorders.weights(apart, spacing(image), options.borderWeight(), options.borderWidth())
                : null;
        return new AnnotatedImage(image, Targets.ofInstances(apart), weights, whole);
    }

    /** In a plane, pixels count as square, as they do in the paper. */
    private static double[] spacing(ImageSource image) {
        return image.rank() == 2 ? new double[] {1, 1} : image.pixelSize();
    }

    /** The numbers of the objects in a mask, {@link AnnotatedImage#IGNORE} where nobody said. */
    public RandomAccessibleInterval<IntType> objects(LabelImage labels) {
        RandomAccessibleInterval<IntType> numbers = reading.read(labels).values();
        return ignore.isPresent() ? Targets.ignoring(numbers, ignore.getAsInt()) : numbers;
    }

    /** Number of pixels of each class in a mask; ignored pixels and values of no class are not counted. */
    public long[] count(LabelSurvey survey) {
        long[] counts = new long[classes.size()];
        survey.read(reading).counts().forEach((value, n) -> {
            int index = index(value);
            if (index >= 0) counts[index] += n;
        });
        return counts;
    }

    private int index(int value) {
        if (ignore.isPresent() && ignore.getAsInt() == value) return AnnotatedImage.IGNORE;
        if (instances) return value == AnnotatedImage.IGNORE || value == 0 ? value : 1;
        int index = classes.indexOfValue(value);
        return index < 0 ? AnnotatedImage.IGNORE : index;
    }
}
