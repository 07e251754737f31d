package sc.fiji.unet.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a prediction is the mean of. Immutable.
 *
 * @param models folders of further models (other folds, other networks) that answer together with the first
 * @param snapshots whether the snapshots in the model folders answer too
 * @param tta test-time augmentation: one of {@link #TTA}
 */
public record Averaging(List<Path> models, boolean snapshots, String tta) {
    /** No test-time augmentation, all mirror images, all mirror images and turns by 90 degrees. */
    public static final List<String> TTA = List.of("none", "mirror", "rotate");

    /** One model looks once. */
    public static final Averaging NONE = new Averaging(List.of(), false, "none");

    /** Copies the list; refuses another word for tta. */
    public Averaging {
        models = List.copyOf(models);
        Checks.oneOf("tta", tta, TTA);
    }

    /** Reads the paths that a person wrote, separated by semicolons. */
    public static Averaging of(String models, boolean snapshots, String tta) {
        List<Path> paths = Arrays.stream(models.split(";"))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
        return new Averaging(paths, snapshots, tta);
    }
}
