package sc.fiji.unet.train;

import java.util.List;
import java.util.Locale;

/** Tells failed allocations from other failures: libtorch only says so in words. */
final class MemoryShortage {
    private static final List<String> WORDS =
            List.of("defaultcpuallocator", "out of memory", "can't allocate", "not enough memory", "alloc_failed");

    private MemoryShortage() {}

    /** Whether memory ran out, on the processor's side, the GPU's or in the Java heap. */
    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) return true;
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (WORDS.stream().anyMatch(message::contains)) return true;
        }
        return false;
    }
}
