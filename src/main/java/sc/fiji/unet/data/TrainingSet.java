package sc.fiji.unet.data;

import java.util.List;

/**
 * All that training learns from. Immutable.
 *
 * @param train images to learn from
 * @param validation images to choose the best model by
 * @param classes what the masks mean
 * @param fingerprint what the images are like, both parts together
 */
public record TrainingSet(
        List<AnnotatedImage> train, List<AnnotatedImage> validation, ClassPlan classes, Fingerprint fingerprint) {
    /** Copies the lists. */
    public TrainingSet {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
    }
}
