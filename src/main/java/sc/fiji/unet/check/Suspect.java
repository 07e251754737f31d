package sc.fiji.unet.check;

/**
 * An image that a finding is about. Immutable.
 *
 * @param name of the image
 * @param detail what is special about it, in a few words; may be empty
 * @param twin another image that it should be looked at beside; empty for none
 * @param turned how its mask would fit better; {@link Turning#NONE} where nobody asks
 */
public record Suspect(String name, String detail, String twin, Turning turned) {
    /** An image by itself. */
    Suspect(String name, String detail) {
        this(name, detail, "", Turning.NONE);
    }
}
