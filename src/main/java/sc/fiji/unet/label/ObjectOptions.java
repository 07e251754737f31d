package sc.fiji.unet.label;

import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;

/**
 * How pixels of classes become numbered objects, and which of these are too small or have holes to be filled. Immutable.
 *
 * @param method a {@link PostProcess} and its options
 * @param minSize objects of fewer pixels are dropped
 * @param maxHole background of at most so many pixels, enclosed by one class, is filled before objects are told apart; 0
 *     for none
 */
public record ObjectOptions(Spec method, int minSize, int maxHole) {
    /** Refuses negative sizes. */
    public ObjectOptions {
        if (method == null)
            throw new OptionException("method is missing: expected the id of a way to separate objects.");
        if (minSize < 0) throw OptionException.outOfRange("minsize", minSize, "0 or more pixels");
        if (maxHole < 0) throw OptionException.outOfRange("maxhole", maxHole, "0 or more pixels");
    }

    /** Connected components of any size, holes left open. */
    public static ObjectOptions defaults() {
        return new ObjectOptions(Spec.parse("components"), 0, 0);
    }

    /** A copy with another method. */
    public ObjectOptions withMethod(Spec value) {
        return new ObjectOptions(value, minSize, maxHole);
    }

    /** A copy that drops objects of fewer pixels. */
    public ObjectOptions withMinSize(int value) {
        return new ObjectOptions(method, value, maxHole);
    }

    /** A copy that fills holes of at most so many pixels; {@link Integer#MAX_VALUE} for all. */
    public ObjectOptions withMaxHole(int value) {
        return new ObjectOptions(method, minSize, value);
    }
}
