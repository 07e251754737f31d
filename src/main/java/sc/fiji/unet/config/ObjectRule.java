package sc.fiji.unet.config;

import java.util.Locale;

/**
 * How a model tells objects apart, as its training found it best. Immutable.
 *
 * @param auxiliary id of what the network says beside classes
 * @param separation id and options of the way from there to objects
 * @param threshold a pixel is of an object where the probability that it is none is at most one less this; 0.5 is the usual
 * @param minimum pixels of the smallest object that is kept; 0: half of the smallest annotated ones
 */
public record ObjectRule(String auxiliary, String separation, double threshold, int minimum) {
    /** From classes alone, touching objects cut where they are narrow. */
    public static final ObjectRule USUAL = new ObjectRule("classes", "watershed-distance", 0.5, 0);

    /** The way to separate objects and its options. */
    public Spec spec() {
        return Spec.parse(separation);
    }

    /** In words, with the fewest pixels that an object may have. */
    String described(int fewest) {
        return String.format(Locale.ROOT, "auto (%s, from %.2f, %d pixels)", separation, threshold, fewest);
    }

    /** A copy with other numbers. */
    public ObjectRule fitted(Spec newSeparation, double newThreshold, int newMinimum) {
        return new ObjectRule(auxiliary, newSeparation.toString(), newThreshold, newMinimum);
    }
}
