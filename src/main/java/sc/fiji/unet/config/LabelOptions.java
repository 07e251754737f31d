package sc.fiji.unet.config;

import java.util.List;
import sc.fiji.unet.base.OptionException;

/**
 * What of an image a network is shown and what becomes of what it says, under the names of the commands' parameters: the
 * same for open images, folders and the command line. Immutable.
 *
 * @param objects {@link Auto}, {@link #SEMANTIC}, or the id of a way to tell objects apart
 * @param minimum pixels of the smallest object, or auto: half of the smallest annotated ones
 * @param fillholes whether holes are filled before objects are told apart
 * @param pieces one of {@link #PIECES}
 * @param rescale one of {@link #RESCALE}
 * @param channels of the image, for the network; auto: as the model was trained
 */
public record LabelOptions(
        String objects, String minimum, boolean fillholes, String pieces, String rescale, ChannelChoice channels) {
    /** The word for labels that are classes, where no objects are told apart. */
    public static final String SEMANTIC = "semantic";

    /** Only the largest of a class where the model says so, or all. */
    public static final List<String> PIECES = List.of(Auto.WORD, "all");

    /** To the pixel size of the model where it differs, or never. */
    public static final List<String> RESCALE = List.of(Auto.WORD, "never");

    /** Refuses other words and negative sizes. */
    public LabelOptions {
        Checks.text("objects", objects);
        if (!minimum.equals(Auto.WORD) && !minimum.matches("\\d{1,9}")) {
            throw new OptionException(
                    "minimum = " + minimum + ": expected auto, or a whole number of pixels that is 0 or more.");
        }
        Checks.oneOf("pieces", pieces, PIECES);
        Checks.oneOf("rescale", rescale, RESCALE);
        Checks.given("channels", channels);
    }

    /** Shows the model the channels that it was trained on. */
    public LabelOptions(String objects, String minimum, boolean fillholes, String pieces, String rescale) {
        this(objects, minimum, fillholes, pieces, rescale, ChannelChoice.AUTO);
    }

    /** All as the model was trained. */
    public static LabelOptions defaults() {
        return new LabelOptions(Auto.WORD, Auto.WORD, false, Auto.WORD, Auto.WORD);
    }

    /** Classes only, of the connected pieces that the model keeps. */
    public static LabelOptions semantic() {
        return defaults().withObjects(SEMANTIC);
    }

    /** A copy that tells objects apart in another way. */
    public LabelOptions withObjects(String value) {
        return new LabelOptions(value, minimum, fillholes, pieces, rescale, channels);
    }

    /** A copy that drops smaller objects, and perhaps fills holes. */
    public LabelOptions withCleaning(String newMinimum, boolean newFillholes) {
        return new LabelOptions(objects, newMinimum, newFillholes, pieces, rescale, channels);
    }

    /** A copy that keeps other pieces of a class. */
    public LabelOptions withPieces(String value) {
        return new LabelOptions(objects, minimum, fillholes, value, rescale, channels);
    }

    /** A copy that rescales images otherwise. */
    public LabelOptions withRescale(String value) {
        return new LabelOptions(objects, minimum, fillholes, pieces, value, channels);
    }

    /** A copy for other channels. */
    public LabelOptions withChannels(ChannelChoice value) {
        return new LabelOptions(objects, minimum, fillholes, pieces, rescale, value);
    }

    /** Whether all pieces of a class are kept, whatever the model says. */
    public boolean everyPiece() {
        return pieces.equals("all");
    }

    /** Whether pixels may be resampled to the model's pixel size. */
    public boolean rescales() {
        return rescale.equals(Auto.WORD);
    }
}
