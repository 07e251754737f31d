package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.SplitPart;

/**
 * Holds a part of a few annotated images back to validate on: whole images where there are enough, else a region of each.
 *
 * @param given which image is for what, by name; null to draw at random
 * @param share of the images to validate on, above 0 and below 1
 * @param seed of the random choice
 */
public record HoldOut(Split given, double share, long seed) {
    private static final int FEW = 3;

    /** As a person said; a folder of validation images is refused, as there is none for images in memory. */
    public static HoldOut of(DataOptions data, long seed) {
        if (data.hasValidationFolder()) {
            throw new OptionException("validation = " + data.validation()
                    + ": a folder can only be given where images and masks are folders, expected a share such as 0.2.");
        }
        return new HoldOut(data.split() == null ? null : Split.read(data.split()), data.validationShare(), seed);
    }

    /** Splits the images into a training set, and notes how. */
    public TrainingSet apply(List<AnnotatedImage> images, ClassPlan classes, Progress progress) {
        if (images.isEmpty())
            throw new InputException("No image is annotated: expected at least one with ROIs or labels.");
        if (given == null && images.size() <= FEW) return byRegion(images, classes, progress);
        Split split = given == null ? Split.random(names(images), share, seed) : given;
        List<AnnotatedImage> train = part(images, split, SplitPart.TRAIN);
        List<AnnotatedImage> validation = part(images, split, SplitPart.VALIDATION);
        progress.note(train.size() + " images to learn from, " + validation.size() + " to validate on");
        return TrainingSet.of(train, validation, classes);
    }

    private TrainingSet byRegion(List<AnnotatedImage> images, ClassPlan classes, Progress progress) {
        List<AnnotatedImage> train = new ArrayList<>();
        List<AnnotatedImage> validation = new ArrayList<>();
        for (AnnotatedImage image : images) {
            RegionSplit regions = RegionSplit.of(image, share);
            train.add(regions.train());
            validation.add(regions.validation());
        }
        progress.note(String.format(
                Locale.ROOT,
                "As there %s, a strip with %.0f %% of the annotation is held back to validate on: its truth is"
                        + " ignored in learning. Scores on other images may be lower.",
                images.size() == 1 ? "is only one image" : "are only " + images.size() + " images",
                100 * share));
        return TrainingSet.of(train, validation, classes);
    }

    private static List<String> names(List<AnnotatedImage> images) {
        return images.stream().map(image -> image.image().name()).toList();
    }

    private static List<AnnotatedImage> part(List<AnnotatedImage> images, Split split, SplitPart part) {
        List<AnnotatedImage> chosen = images.stream()
                .filter(image -> split.has(image.image().name(), part))
                .toList();
        if (!chosen.isEmpty()) return chosen;
        throw new InputException("The split has none of the annotated images (" + String.join(", ", names(images))
                + ") for " + part + ": expected at least one. Correct the split file.");
    }
}
