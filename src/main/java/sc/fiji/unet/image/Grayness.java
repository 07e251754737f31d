package sc.fiji.unet.image;

import java.util.Collection;

/** What the channels of an image say of its colors. */
public enum Grayness {
    /** Stored as one channel. */
    GRAY,
    /** Three channels, as of an RGB image, that are equal: gray in truth. */
    GRAY_IN_COLOR,
    /** Three channels that differ, or any other number of them. */
    COLOR;

    /** What an image is; one of three channels is read. */
    public static Grayness of(ImageSource image) {
        if (image.channels() == 1) return GRAY;
        return image.channels() == 3 && ChannelViews.areEqual(image) ? GRAY_IN_COLOR : COLOR;
    }

    /** Whether all images of a set can pass as gray, though some are stored in color. */
    public static boolean passesAsGray(Collection<Grayness> images) {
        return images.contains(GRAY_IN_COLOR) && !images.contains(COLOR);
    }

    /** Tells a person that images stored in color are learned from as gray, and how to keep the color. */
    public static String note(Collection<Grayness> images) {
        long stored = images.stream().filter(image -> image == GRAY_IN_COLOR).count();
        return (stored == 1
                        ? "The three channels of the one RGB image"
                        : "The three channels of all " + stored + " RGB images")
                + " are equal: gray is learned, from one channel (channels=1-3 would keep three).";
    }
}
