package sc.fiji.unet.engine;

import ai.djl.util.Utils;
import java.nio.file.Path;

/** Where DJL unpacks PyTorch's native library, once for all programs of this person. */
public final class NativeCache {
    private static volatile boolean inUse;

    private NativeCache() {}

    /** DJL's folder of unpacked libraries; it need not exist. */
    public static Path folder() {
        return Utils.getEngineCacheDir("pytorch");
    }

    /** Whether this process has loaded a library from there; Java cannot unload it. */
    public static boolean isInUse() {
        return inUse;
    }

    static void use() {
        inUse = true;
    }
}
