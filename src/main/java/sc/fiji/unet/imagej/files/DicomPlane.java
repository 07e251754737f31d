package sc.fiji.unet.imagej.files;

import ij.process.ImageProcessor;
import java.util.Arrays;
import sc.fiji.unet.dicom.DicomTags;
import sc.fiji.unet.dicom.FrameHeader;
import sc.fiji.unet.imagej.pixels.ColorTables;

/**
 * One frame of a DICOM file, decoded, before slope and intercept are applied to whole numbers.
 *
 * @param file name of the file, for messages
 * @param header what the file says of it
 * @param channels its stored values: one image, or three where color has more than 8 bits
 * @param kind what the values are
 */
record DicomPlane(String file, FrameHeader header, ImageProcessor[] channels, Kind kind) {
    /** What is still to be done to stored values. */
    enum Kind {
        /** Colors, indices of colors or values that have gone through a table. */
        FINAL,
        /** Numbers that slope and intercept make values of. */
        UNSIGNED,
        /** As {@link #UNSIGNED}, 16-bit processors holding a two's complement. */
        SIGNED,
        /** As {@link #UNSIGNED}, where the smallest is white in the file; they are inverted. */
        INVERTED
    }

    ImageProcessor pixels() {
        return channels[0];
    }

    double slope() {
        return kind == Kind.FINAL ? 1 : header.slope();
    }

    double intercept() {
        return kind == Kind.FINAL ? 0 : header.intercept();
    }

    /** Whether the numbers mean the same as those of another frame. */
    boolean scaledAs(DicomPlane other) {
        return kind == other.kind
                && slope() == other.slope()
                && intercept() == other.intercept()
                && pixels().getBitDepth() == other.pixels().getBitDepth();
    }

    boolean hasNegative() {
        if (kind != Kind.SIGNED) return false;
        for (short value : (short[]) pixels().getPixels()) if (value < 0) return true;
        return false;
    }

    boolean placed() {
        return header.position().length == 3;
    }

    /** The same frame of the same image, stored twice. */
    boolean repeats(DicomPlane other) {
        String id = header.text(DicomTags.SOP_INSTANCE);
        return id != null
                && id.equals(other.header.text(DicomTags.SOP_INSTANCE))
                && Arrays.equals(header.position(), other.header.position())
                && Arrays.deepEquals(
                        new Object[] {pixels().getPixels()},
                        new Object[] {other.pixels().getPixels()});
    }

    /** What all planes of a scan have in common. */
    String scan() {
        return pixels().getWidth() + " x " + pixels().getHeight() + colors() + " of series "
                + header.text(DicomTags.SERIES);
    }

    private String colors() {
        if (channels.length > 1 || pixels().getBitDepth() == 24) return " in color";
        if (kind != Kind.FINAL || pixels().getBitDepth() != 8) return "";
        return " with palette " + Integer.toHexString(Arrays.hashCode(ColorTables.rgb(pixels().getLut())));
    }
}
