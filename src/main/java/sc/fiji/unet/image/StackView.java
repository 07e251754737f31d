package sc.fiji.unet.image;

import java.util.Locale;
import java.util.function.Supplier;
import sc.fiji.unet.config.DataOptions.Dimensions;

/**
 * How a network sees stacks of slices, and why. Immutable.
 *
 * @param dimensions never auto
 * @param reason of the choice, for people; empty where a person made it, or where there is no stack
 */
public record StackView(Dimensions dimensions, String reason) {
    /** Each slice as an image of its own. */
    public static final StackView PLANES = new StackView(Dimensions.PLANES, "");

    private static final int NEIGHBORS = 1;
    private static final int FEWEST_SLICES = 5;
    /** Unrelated images of one kind have less, sections of one block have more. */
    private static final double RELATED = 0.1;
    /** Slices that lie farther apart than so many pixels share too little for windows across them. */
    private static final double FAR_APART = 4;

    /** What a person said; auto looks at a volume that stands for all. */
    public static StackView of(Dimensions said, Supplier<ImageSource> volume) {
        return said == Dimensions.AUTO ? of(volume.get()) : new StackView(said, "");
    }

    private static StackView of(ImageSource volume) {
        long slices = volume.size()[2];
        if (slices == 1) return PLANES;
        if (slices < FEWEST_SLICES) return planes("a stack has only " + slices + " slices");
        SliceLikeness likeness = SliceLikeness.of(volume);
        String alike = String.format(
                Locale.ROOT,
                "neighboring slices correlate by %.2f, distant ones by %.2f",
                likeness.near(),
                likeness.far());
        if (likeness.near() - likeness.far() < RELATED) return planes(alike + ", so each is an image of its own");
        double apart = volume.pixelSize()[2] / Math.sqrt(volume.pixelSize()[0] * volume.pixelSize()[1]);
        if (apart > FAR_APART) {
            return new StackView(
                    Dimensions.NEIGHBORS,
                    String.format(Locale.ROOT, "%s, but slices lie %.1f pixels apart", alike, apart));
        }
        return new StackView(Dimensions.VOLUMES, alike);
    }

    private static StackView planes(String why) {
        return new StackView(Dimensions.PLANES, why);
    }

    /** Spatial axes of the images as they are to be opened: 2 where nothing is to be known of other slices. */
    public int rank() {
        return dimensions == Dimensions.PLANES ? 2 : 3;
    }

    /** Whether volumes are cut into slices, each with its neighbors. */
    public boolean slices() {
        return dimensions == Dimensions.NEIGHBORS;
    }

    /** Slices on each side that are shown with a slice. */
    public int neighbors() {
        return slices() ? NEIGHBORS : 0;
    }
}
