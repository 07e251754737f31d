package sc.fiji.unet.planning;

/** How often a network halves its patch. */
public final class Depth {
    /** At most so often: what is then seen at once spans most objects. */
    public static final int DEEPEST = 4;

    /** Edge of the deepest level's feature map at least, in its pixels. */
    static final int SMALLEST_FEATURE_MAP = 4;

    private Depth() {}

    /** As often as a patch of this edge, in pixels, may be halved. */
    public static int of(int patch) {
        int depth = 1;
        while (depth < DEEPEST && patch >> depth + 1 >= SMALLEST_FEATURE_MAP && patch % (2 << depth) == 0) depth++;
        return depth;
    }
}
