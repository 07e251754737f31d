package sc.fiji.unet.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The images of one part of a split.
 *
 * @param split a file split.csv, null to take every image
 * @param part train, val or test; means nothing without a split
 */
public record Subset(Path split, String part) {
    /** The parts of a split. */
    public static final List<String> PARTS = List.of("train", "val", "test");

    /** Every image there is. */
    public static final Subset ALL = new Subset(null, "test");

    /** Refuses an unknown part. */
    public Subset {
        Checks.oneOf("part", part, PARTS);
    }
}
