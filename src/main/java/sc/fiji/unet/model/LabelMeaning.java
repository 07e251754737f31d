package sc.fiji.unet.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import sc.fiji.unet.config.ClassInfo;
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
    private static final int LARGEST_LABEL = 0xFFFF;

    /** As a model learned it. */
    public static LabelMeaning of(ModelCard card) {
        ModelCard.Labels labels = card.labels();
        OptionalInt ignore = labels.ignore() == null ? OptionalInt.empty() : OptionalInt.of(labels.ignore());
        return of(new ClassPlan(labels.classes(), labels.instances(), ignore, List.of()));
    }

    /** What labels mean in masks of this plan. */
    public static LabelMeaning of(ClassPlan truth) {
        List<ClassInfo> written = written(truth.classes());
        return new LabelMeaning(truth, new ClassPlan(written, truth.instances(), OptionalInt.empty(), List.of()));
    }

    /** The classes with the values that label images hold. */
    public static List<ClassInfo> written(List<ClassInfo> classes) {
        boolean fits = classes.stream().allMatch(info -> info.value() >= 0 && info.value() <= LARGEST_LABEL);
        return fits ? classes : indexed(classes);
    }

    /** The classes with their indices as values. */
    public static List<ClassInfo> indexed(List<ClassInfo> classes) {
        return IntStream.range(0, classes.size())
                .mapToObj(i ->
                        new ClassInfo(classes.get(i).name(), i, classes.get(i).color()))
                .toList();
    }
}
