package sc.fiji.unet.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a prediction is the mean of. Immutable.
 *
 * @param models folders of further models (other folds, other networks) that answer together with the first
 * @param snapshots whether the snapshots in the model folders answer too
 * @param tta test-time augmentation: which changed copies of an image
 */
public record Averaging(List<Path> models, boolean snapshots, TestTimeAugmentation tta) {
    /** No averaging: one network predicts each image once. */
    public static final Averaging NONE = new Averaging(List.of(), false, TestTimeAugmentation.NONE);

    /** Copies the list. */
    public Averaging {
        models = List.copyOf(models);
        Checks.given("tta", tta);
    }

    /** Reads what a person wrote: paths separated by semicolons, and the word of a {@link TestTimeAugmentation}. */
    public static Averaging of(String models, boolean snapshots, String tta) {
        List<Path> paths = Arrays.stream(models.split(";"))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
        return new Averaging(paths, snapshots, TestTimeAugmentation.of(tta));
    }
}
