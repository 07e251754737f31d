package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.workflow.EvaluatedObjects;

/**
 * What a label image that a segmentation gave says about each pixel, in another list of classes: by the names that the
 * image gives its values or objects; without names, every label is of the only class, or labels are the classes' values.
 * What is ignored counts as background.
 */
public final class PredictedClasses {
    private final ImagePlus labels;
    private final ClassList classes;
    private final ClassList named;
    private final ObjectClasses objects;
    private final int ignore;
    private final Map<Integer, Integer> indices = new HashMap<>();

    public PredictedClasses(ImagePlus labels, ClassList classes) {
        this.labels = labels;
        this.classes = classes;
        named = LabelMetadata.classes(labels);
        objects = ObjectClasses.of(labels);
        ignore = LabelMetadata.ignore(labels).orElse(-1);
    }

    /** The classes that a label image names; none where it names none. */
    public static ClassList named(ImagePlus labels) {
        ClassList named = LabelMetadata.classes(labels);
        if (!named.isEmpty()) return named;
        return ClassList.copyOf(
                new LinkedHashSet<>(ObjectClasses.of(labels).types().values()));
    }

    /** Class index of each pixel of a plane, from 0. */
    public int[] indices(int plane) {
        int[] values = values(plane);
        int[] found = new int[values.length];
        for (int i = 0; i < values.length; i++) found[i] = indices.computeIfAbsent(values[i], this::index);
        return found;
    }

    /** Number of the object at each pixel of a plane; null where the values are no numbers of objects. */
    public int[] objects(int plane) {
        if (!named.isEmpty()) return null;
        int[] values = values(plane);
        for (int i = 0; i < values.length; i++) if (values[i] == ignore) values[i] = 0;
        return EvaluatedObjects.areNumbered(values) ? values : null;
    }

    private int index(int value) {
        if (value == 0 && named.isEmpty() || value == ignore) return 0;
        if (!named.isEmpty()) return byName(value, named.byValue(value).orElse(null));
        if (!objects.types().isEmpty()) return byName(value, objects.of(value, null));
        if (classes.isBinary()) return 1;
        return byName(value, classes.byValue(value).orElse(null));
    }

    private int byName(int value, ClassInfo type) {
        int index = type == null ? -1 : classes.indexOfName(type.name());
        if (index >= 0) return index;
        throw new InputException(labels.getTitle() + " holds the label " + value
                + (type == null ? "" : " (" + type.name() + ")") + ", which is none of "
                + String.join(", ", classes.names())
                + ". Name the model that made it, or rename the classes of the truth.");
    }

    private int[] values(int plane) {
        ImageProcessor processor = labels.getStack().getProcessor(plane + 1);
        int[] values = new int[processor.getPixelCount()];
        for (int i = 0; i < values.length; i++) values[i] = (int) processor.getf(i);
        return values;
    }
}
