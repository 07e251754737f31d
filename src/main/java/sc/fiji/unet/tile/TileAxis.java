package sc.fiji.unet.tile;

/**
 * One axis of a tile grid. The part of the mirror-extended image that the target depends on is covered by inputs of one
 * size that overlap by two halos; only an input at the end moves inwards instead of reaching over.
 *
 * @param targetMin first pixel asked for
 * @param targetEnd one past the last pixel asked for
 * @param start first pixel the target depends on, a multiple of the stride
 * @param end one past the last of them, a multiple of the stride
 * @param halo a multiple of the stride
 */
record TileAxis(long targetMin, long targetEnd, long start, long end, int halo) {
    /** What a target depends on along axis d. */
    static TileAxis of(Geometry geometry, int d, long imageSize, long targetMin, long targetEnd) {
        int halo = geometry.alignedHalo(d);
        long first = geometry.down(-geometry.margin()[d], d);
        long last = geometry.up(imageSize + geometry.margin()[d], d);
        long start = Math.max(first, geometry.down(targetMin, d) - halo);
        long end = Math.min(last, geometry.up(targetEnd, d) + halo);
        return new TileAxis(targetMin, targetEnd, start, end, halo);
    }

    /** Pixels that the target depends on. */
    long extent() {
        return end - start;
    }

    /** Whether inputs of this size make progress: beyond two halos, or all at once. */
    boolean allows(int input) {
        return input >= extent() || input > 2 * halo;
    }

    /** How many inputs of this size are needed. */
    long count(int input) {
        if (input >= extent()) return 1;
        return Math.max(1, ceilDiv(extent() - 2L * halo, input - 2L * halo));
    }

    /** First pixel of input i. */
    long inputMin(long i, int input) {
        return Math.min(start + i * (input - 2L * halo), end - input);
    }

    /** First pixel kept of tile i. */
    long coreMin(long i, int input) {
        return i == 0 ? targetMin : start + i * (input - 2L * halo) + halo;
    }

    /** One past the last pixel kept of tile i. */
    long coreEnd(long i, int input) {
        return i == count(input) - 1 ? targetEnd : coreMin(i + 1, input);
    }

    static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }
}
