package sc.fiji.unet.evaluate;

import java.util.Arrays;
import java.util.function.Supplier;
import sc.fiji.unet.config.ObjectScoring;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.metrics.EvaluatedImage;

/**
 * Which objects are judged, so that average precision is measured too: those that the truth numbers, or the connected
 * parts of each class.
 *
 * @param scored whether there are any
 * @param numbered whether the truth says which they are; else connected pixels of a class are an object
 */
public record EvaluatedObjects(boolean scored, boolean numbered) {
    /**
     * What is to be scored of images whose truth is known.
     *
     * @param objects what a person asked for
     * @param known whether the truth numbers its objects
     */
    public static EvaluatedObjects of(ObjectScoring objects, boolean known) {
        boolean numbered = known && objects == ObjectScoring.AUTO;
        return new EvaluatedObjects(numbered || objects == ObjectScoring.PARTS, numbered);
    }

    /** Whether labels look like numbers of objects: there are at least two but 0. */
    public static boolean areNumbered(int[] labels) {
        return Arrays.stream(labels)
                        .filter(label -> label > 0)
                        .distinct()
                        .limit(2)
                        .count()
                == 2;
    }

    /**
     * A copy of an image with its objects.
     *
     * @param truth number of the object at each pixel; asked only where the truth is numbered
     * @param prediction the same of the prediction; null where connected pixels of a class are an object
     */
    public EvaluatedImage add(EvaluatedImage image, Supplier<int[]> truth, Supplier<int[]> prediction) {
        if (!scored) return image;
        int[] classes = image.classes().truth();
        int[] known = numbered ? truth.get().clone() : Components.of(classes, image.size());
        for (int i = 0; i < known.length; i++) {
            if (classes[i] == AnnotatedImage.IGNORE) known[i] = AnnotatedImage.IGNORE;
        }
        int[] found = numbered ? prediction.get() : null;
        return image.withObjects(
                known, found == null ? Components.of(image.classes().prediction(), image.size()) : found);
    }
}
