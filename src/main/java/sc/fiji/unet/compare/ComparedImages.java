package sc.fiji.unet.compare;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.TrainingSet;

/**
 * The images of a comparison, as one of the ways to see stacks makes them.
 *
 * @param set to learn from and to validate on
 * @param test for the final judgment; may be empty
 */
record ComparedImages(TrainingSet set, List<AnnotatedImage> test) {
    /** Those that pictures are drawn of. */
    List<AnnotatedImage> shown() {
        return test.isEmpty() ? set.validation() : test;
    }

    /** Volumes, where there are any, as planes can be cut from these. */
    static ComparedImages deepest(Collection<ComparedImages> all) {
        return all.stream()
                .max(Comparator.comparingInt(images -> images.set().view().rank()))
                .orElseThrow();
    }
}
