package sc.fiji.unet.config;

/**
 * Which network to train, and how large it is. Immutable.
 *
 * @param architecture id and options of an architecture
 * @param depth levels of down-sampling, 0 for auto
 * @param width channels of the first level, 0 for auto
 */
public record NetworkOptions(Spec architecture, int depth, int width) {
    /** Refuses what no memory could hold. */
    public NetworkOptions {
        Checks.given("architecture", architecture);
        Checks.zeroOr("depth", depth, 1, 8);
        Checks.zeroOr("width", width, 2, 512);
    }

    /** The classic U-Net, its size planned. */
    public static NetworkOptions defaults() {
        return new NetworkOptions(Spec.parse("unet"), 0, 0);
    }

    /** The architecture with depth and width among its options, where they were given. */
    public Spec spec() {
        Spec spec = depth == 0 ? architecture : architecture.with("depth", depth);
        return width == 0 ? spec : spec.with("width", width);
    }

    /** A copy with another architecture. */
    public NetworkOptions withArchitecture(Spec value) {
        return new NetworkOptions(value, depth, width);
    }

    /** A copy of another size. */
    public NetworkOptions withSize(int newDepth, int newWidth) {
        return new NetworkOptions(architecture, newDepth, newWidth);
    }
}
