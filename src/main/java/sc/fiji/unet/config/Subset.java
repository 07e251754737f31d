package sc.fiji.unet.config;

import java.nio.file.Path;

/**
 * The images of one part of a split.
 *
 * @param split a file split.csv, null to take every image
 * @param part means nothing without a split
 */
public record Subset(Path split, SplitPart part) {
    /** Every image there is. */
    public static final Subset ALL = new Subset(null, SplitPart.TEST);

    /** Refuses a missing part. */
    public Subset {
        Checks.given("part", part);
    }
}
