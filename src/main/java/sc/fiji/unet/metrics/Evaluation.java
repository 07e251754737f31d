package sc.fiji.unet.metrics;

import java.util.Comparator;
import java.util.List;
import sc.fiji.unet.base.InputException;

/**
 * The figures of a set of images: pooled over all pixels, and of each image.
 *
 * @param classes names by class index; 0 is the background
 * @param pooled all images together
 * @param images each image, the worst first: by the AP of objects where all have it, else by Dice; those that have none last
 * @param seconds the work took
 */
public record Evaluation(List<String> classes, Score pooled, List<Score> images, double seconds) {
    /** Sorts and pools the scores of images. */
    public static Evaluation of(List<String> classes, List<Score> scores, double seconds) {
        if (scores.isEmpty()) throw new InputException("No image to evaluate: expected at least one with its truth.");
        // Double.compare puts NaN last
        Comparator<Score> worstFirst = Comparator.comparingDouble(
                        (Score s) -> s.confusion().meanDice())
                .thenComparing(Score::name);
        if (scores.stream().allMatch(Score::ofObjects)) {
            worstFirst = Comparator.comparingDouble((Score s) -> s.measures().get("ap"))
                    .thenComparing(worstFirst);
        }
        List<Score> sorted = scores.stream().sorted(worstFirst).toList();
        return new Evaluation(List.copyOf(classes), Score.pooled("all", sorted), sorted, seconds);
    }

    /** Whether objects were scored in all images. */
    public boolean ofObjects() {
        return images.stream().allMatch(Score::ofObjects);
    }
}
