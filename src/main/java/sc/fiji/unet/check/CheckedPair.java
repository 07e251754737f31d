package sc.fiji.unet.check;

import java.util.Map;
import java.util.stream.LongStream;
import sc.fiji.unet.config.SplitPart;

/**
 * What is remembered of an image and its mask, without their pixels. Immutable.
 *
 * @param name of the image
 * @param part what it is for
 * @param pixels of the image
 * @param mask what its mask holds
 * @param look what the two look like
 */
record CheckedPair(String name, SplitPart part, PixelTraits pixels, Mask mask, Look look) {
    /**
     * What a mask holds.
     *
     * @param values pixels of each stored number; empty where nobody looked
     * @param classes pixels of each class by its index; empty where it is not known what the numbers mean
     */
    record Mask(Map<Integer, Long> values, long[] classes) {
        long foreground() {
            return LongStream.of(classes).skip(1).sum();
        }
    }

    /** Outlines on edges, a small picture, and what lies around what. */
    record Look(EdgeFit fit, Likeness likeness, Surround surround) {
        /** Nobody looked. */
        static final Look NONE = new Look(EdgeFit.NONE, Likeness.NONE, Surround.NONE);

        static Look of(Sketch sketch) {
            return new Look(EdgeFit.of(sketch), Likeness.of(sketch), Surround.of(sketch));
        }
    }

    CheckedPair withPart(SplitPart value) {
        return new CheckedPair(name, value, pixels, mask, look);
    }

    CheckedPair withClasses(long[] value) {
        return new CheckedPair(name, part, pixels, new Mask(mask.values, value), look);
    }
}
