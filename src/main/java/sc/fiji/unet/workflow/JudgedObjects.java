package sc.fiji.unet.workflow;

import java.util.Arrays;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.metrics.Judged;

/** Adds objects to images that are to be judged, so that average precision is measured too. */
public final class JudgedObjects {
    private JudgedObjects() {}

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
     * A copy with objects.
     *
     * @param truth number of the object at each pixel; null where connected pixels of a class are an object
     * @param prediction the same of the prediction
     */
    public static Judged add(Judged image, int[] truth, int[] prediction) {
        int[] classes = image.classes().truth();
        int[] known = truth == null ? parts(classes, image.size()) : truth.clone();
        for (int i = 0; i < known.length; i++) {
            if (classes[i] == AnnotatedImage.IGNORE) known[i] = AnnotatedImage.IGNORE;
        }
        return image.withObjects(
                known, prediction == null ? parts(image.classes().prediction(), image.size()) : prediction);
    }

    private static int[] parts(int[] classes, int[] size) {
        int[] parts = new int[classes.length];
        Components.label(classes, size, Connectivity.FULL, parts);
        return parts;
    }
}
