package sc.fiji.unet.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Two settings of the process that libtorch reads as it starts; only for Linux with glibc, elsewhere nothing is changed.
 *
 * <p>The memory of tensors stays in the process between steps. By default the C library hands each large block back to the
 * kernel, which then has to clear thousands of fresh pages for the next one: a quarter of the time of a prediction.
 *
 * <p>Threads that wait for each other sleep after some microseconds. By default OpenMP has them spin for milliseconds, and
 * where another program wants the same processors they take from it, and from each other, the time that the work needs: two
 * small trainings side by side on two cores took five times as long. Alone a training loses 1 % of its speed by it.
 */
final class NativeTuning {
    private static final int TRIM_THRESHOLD = -1;
    private static final int TOP_PAD = -2;
    private static final int MMAP_THRESHOLD = -3;
    private static final int ARENA_MAX = -8;
    private static final int LARGEST_KEPT_BLOCK = 1 << 30;
    private static final int GROWTH = 64 << 20;
    private static final int NEVER = -1;
    private static final String SPINS = "3000";
    private static final Glibc GLIBC = load();

    private NativeTuning() {}

    /** The functions of the C library that we call. */
    interface Glibc extends Library {
        /** Sets a variable of the environment, as Java cannot: setenv(3). */
        int setenv(String name, String value, int overwrite);

        /** Sets how malloc behaves, and gives 1 on success: mallopt(3). */
        int mallopt(int parameter, int value);

        /** Hands free memory back to the system, all but {@code pad} bytes at the top of the heap: malloc_trim(3). */
        int malloc_trim(long pad);
    }

    private static Glibc load() {
        if (!Platform.isLinux() || Platform.isAndroid()) return null;
        Glibc library = Native.load("c", Glibc.class);
        try {
            return library.mallopt(TRIM_THRESHOLD, NEVER) == 1 ? library : null;
        } catch (UnsatisfiedLinkError e) {
            return null; // another C library, such as musl: nothing to keep
        }
    }

    /** To be called once, before libtorch is loaded. What a person set is left as it is. */
    static void apply() {
        if (GLIBC == null) return;
        GLIBC.setenv("GOMP_SPINCOUNT", SPINS, 0);
        GLIBC.setenv("THP_MEM_ALLOC_ENABLE", "1", 0); // libtorch then asks for huge pages
        GLIBC.mallopt(ARENA_MAX, 1); // the heaps of others hold blocks of 64 MB at most
        GLIBC.mallopt(MMAP_THRESHOLD, LARGEST_KEPT_BLOCK);
        GLIBC.mallopt(TOP_PAD, GROWTH);
    }

    /** Gives memory that is free back to the system. */
    static void releaseMemory() {
        if (GLIBC != null) GLIBC.malloc_trim(0);
    }
}
