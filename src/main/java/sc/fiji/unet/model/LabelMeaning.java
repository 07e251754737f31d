package sc.fiji.unet.model;

import java.util.List;
import java.util.OptionalInt;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.ClassPlan;

/**
 * What values mean: those of masks, and those of the label images that a prediction writes. Both hold the same values,
 * except where masks are in color: there label images hold class indices.
 *
 * @param truth for masks
 * @param prediction for label images
 */
public record LabelMeaning(ClassPlan truth, ClassPlan prediction) {
    /** As a model learned it. */
    public static LabelMeaning of(ModelCard card) {
        return of(ClassPlan.of(card.labels()));
    }

    /** What labels mean in masks of this plan. */
    public static LabelMeaning of(ClassPlan truth) {
        ClassList written = truth.classes().written();
        return new LabelMeaning(truth, new ClassPlan(written, truth.instances(), OptionalInt.empty(), List.of()));
    }
}
