package sc.fiji.unet.config;

import java.nio.file.Path;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.base.OptionException;

/**
 * Which annotated images to learn from, and which of them to validate on. Immutable.
 *
 * @param images folder of images; null, as the masks, where images are in memory already
 * @param masks folder of masks or label images with the same file stems
 * @param classes {@link Auto} to detect them from the mask values, or how they are written on the command line
 * @param split a file split.csv that says which image is for train, val or test; null to draw at random
 * @param validation without a split: the share of images to validate on, above 0 and below 1, or a folder with
 *     {@code images} and {@code masks}
 * @param channels of the images; auto: all
 * @param dimensions how stacks of slices are looked at
 */
public record DataOptions(
        Path images,
        Path masks,
        String classes,
        Path split,
        String validation,
        ChannelChoice channels,
        Dimensions dimensions) {
    /** How a network sees a stack of slices. */
    public enum Dimensions implements Choice {
        /** As the stacks look. */
        AUTO(Auto.WORD),
        /** Each slice as an image of its own. */
        PLANES("2D"),
        /** Each slice, together with its neighbors as further channels. */
        NEIGHBORS("2.5D"),
        /** As volumes. */
        VOLUMES("3D");

        private final String word;

        Dimensions(String word) {
            this.word = word;
        }

        @Override
        public String id() {
            return word;
        }

        @Override
        public String toString() {
            return word;
        }

        /** The constant of this word, in upper or lower case. */
        public static Dimensions of(String word) {
            return Choice.ofAnyCase(Dimensions.class, "dimensions", word);
        }
    }

    /** Refuses missing folders and an impossible share. */
    public DataOptions {
        if (images != null || masks != null) {
            Checks.path("images", images);
            Checks.path("masks", masks);
        }
        classes = Checks.text("classes", classes);
        validation = Checks.text("validation", validation);
        Checks.given("channels", channels);
        Checks.given("dimensions", dimensions);
        if (isNumber(validation)) {
            double share = Double.parseDouble(validation);
            if (!(share > 0 && share < 1)) {
                throw OptionException.outOfRange("validation", validation, "above 0 and below 1, or a folder");
            }
        }
    }

    /** Shows the network all channels of the images. */
    public DataOptions(Path images, Path masks, String classes, Path split, String validation) {
        this(images, masks, classes, split, validation, ChannelChoice.AUTO, Dimensions.AUTO);
    }

    /** Classes detected, one image in five for validation. */
    public static DataOptions defaults(Path images, Path masks) {
        return new DataOptions(images, masks, Auto.WORD, null, "0.2");
    }

    /** Whether validation names a folder rather than a share. */
    public boolean hasValidationFolder() {
        return !isNumber(validation);
    }

    /** The folder to validate on; only where there is one. */
    public Path validationFolder() {
        return Path.of(validation);
    }

    /** The share of images to validate on; only where no folder was given. */
    public double validationShare() {
        return Double.parseDouble(validation);
    }

    /** A copy with other classes. */
    public DataOptions withClasses(String value) {
        return new DataOptions(images, masks, value, split, validation, channels, dimensions);
    }

    /** A copy with another split file, null for none. */
    public DataOptions withSplit(Path value) {
        return new DataOptions(images, masks, classes, value, validation, channels, dimensions);
    }

    /** A copy with another validation share or folder. */
    public DataOptions withValidation(String value) {
        return new DataOptions(images, masks, classes, split, value, channels, dimensions);
    }

    /** A copy of other channels; in which order they are said is all the same. */
    public DataOptions withChannels(ChannelChoice value) {
        return new DataOptions(images, masks, classes, split, validation, value.inOrder(), dimensions);
    }

    /** A copy that looks at stacks in another way. */
    public DataOptions withDimensions(Dimensions value) {
        return new DataOptions(images, masks, classes, split, validation, channels, value);
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?");
    }
}
