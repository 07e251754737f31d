package sc.fiji.unet.data;

import java.util.List;
import java.util.OptionalInt;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.InstanceBorders;
import sc.fiji.unet.label.Targets;

/**
 * What the values of a set of masks mean. Immutable.
 *
 * @param classes in the order of their index, background first
 * @param instances whether every value but 0 is an object: of class 1, or of that which the file names where there are several
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

    /** A copy of objects whose classes, which files name, are in another order. */
    ClassPlan ordered(List<String> names) {
        if (names.size() == classes.size() && names.stream().allMatch(name -> classes.indexOfName(name) >= 0))
            return new ClassPlan(ClassList.named(names), instances, ignore, reasons, reading);
        throw new OptionException("classes names " + String.join(", ", names) + ", but the files say that their"
                + " objects are " + String.join(", ", classes.names())
                + ". Expected the same names, background first, in any order.");
    }

    /** A copy for masks that are read in another way. */
    ClassPlan with(MaskReading value, List<String> because) {
        return new ClassPlan(classes, instances, ignore, because, value);
    }

    /** The class index of each pixel, {@link AnnotatedImage#IGNORE} where nobody said; an unknown value is refused. */
    public RandomAccessibleInterval<IntType> target(LabelImage labels) {
        return instances
                ? kinds(objects(labels), labels)
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
        return new AnnotatedImage(image, kinds(apart, labels), weights, whole);
    }

    /** The class of the object at each pixel. */
    private RandomAccessibleInterval<IntType> kinds(RandomAccessibleInterval<IntType> objects, LabelImage labels) {
        if (classes.isBinary()) return Targets.ofInstances(objects);
        return Targets.map(objects, number -> number <= 0 ? number : labels.classOf(number, classes));
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
            int index = index(value, survey);
            if (index >= 0) counts[index] += n;
        });
        return counts;
    }

    private int index(int value, LabelSurvey survey) {
        if (ignore.isPresent() && ignore.getAsInt() == value) return AnnotatedImage.IGNORE;
        boolean object = instances && value != AnnotatedImage.IGNORE && value != 0;
        if (object && !classes.isBinary())
            return classes.indexOfName(survey.objects().get(value));
        if (instances) return object ? 1 : value;
        int index = classes.indexOfValue(value);
        return index < 0 ? AnnotatedImage.IGNORE : index;
    }
}
