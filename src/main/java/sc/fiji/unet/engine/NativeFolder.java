package sc.fiji.unet.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the native library's jar lies in Fiji: in a folder of our own below {@code jars}, all of whose folders are on the
 * class path. The folder of the platform itself, such as {@code jars/linux64}, is Java's module path as well, and the
 * jar's name is no name of a module: Java would not start.
 */
public final class NativeFolder {
    private static final String OURS = "jars/unet-";
    private static final Map<String, String> PLATFORMS = Map.of(
            "linux-x86_64", "linux64",
            "linux-aarch64", "linux-arm64",
            "osx-aarch64", "macos-arm64",
            "win-x86_64", "win64");

    private NativeFolder() {}

    /** The platforms that there is a library for, as DJL calls them. */
    public static Set<String> classifiers() {
        return new TreeSet<>(PLATFORMS.keySet());
    }

    /** What Fiji's updater calls a platform of DJL's. */
    public static Optional<String> platform(String classifier) {
        return Optional.ofNullable(PLATFORMS.get(classifier));
    }

    /** The folder for a platform of DJL's, from Fiji's folder on. */
    public static Optional<String> of(String classifier) {
        return platform(classifier).map(platform -> OURS + platform);
    }
}
