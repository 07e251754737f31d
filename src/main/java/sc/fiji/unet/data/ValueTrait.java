package sc.fiji.unet.data;

/**
 * How one value lies in masks: in areas, as classes do, or along edges, as what smoothing left. Immutable.
 *
 * @param pixels that hold the value
 * @param inner those of them all of whose four neighbors hold it, too
 * @param calm those of them whose four neighbors hold about the same value
 * @param between those of them that have both a lower and a higher neighbor, as the pixels of a smoothed edge have
 */
record ValueTrait(long pixels, long inner, long calm, long between) {
    static final ValueTrait NONE = new ValueTrait(0, 0, 0, 0);

    ValueTrait plus(ValueTrait other) {
        return new ValueTrait(pixels + other.pixels, inner + other.inner, calm + other.calm, between + other.between);
    }
}
