package sc.fiji.unet.engine;

import ai.djl.engine.Engine;
import java.util.function.Supplier;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.NativeMemory;
import sc.fiji.unet.base.Progress;

/** The one place where DJL's PyTorch engine is started: fetches libtorch where it is missing and tunes its memory. */
public final class Pytorch {
    private static final String NAME = "PyTorch";

    private static final long LEAST_ADDRESS_SPACE = 3L << 29;

    private static boolean prepared;

    static {
        NativeTuning.apply();
    }

    private Pytorch() {}

    /**
     * Starts the engine ahead of the first call of {@link #engine}. Where libtorch has to be fetched, it says so, reports and
     * can be canceled. Without a call the engine does the same in silence.
     */
    public static synchronized void prepare(Progress progress) {
        if (prepared) return;
        requireAddressSpace();
        withOurClassLoader(() -> {
            NativeLibrary.missing()
                    .ifPresent(library -> library.fetch(LibrarySource.DjlSite.ofVersion(library.version()), progress));
            UnpackedLibrary.bundled().ifPresent(library -> library.heal(progress));
            NativeCache.use();
            progress.update(0, 1, "Starting PyTorch; the first time, it is unpacked...");
            return Engine.getEngine(NAME);
        });
        NativeWork.guardEnd();
        prepared = true;
    }

    /** Without room for itself libtorch, or Java beside it, ends the process with a crash in place of a message. */
    private static void requireAddressSpace() {
        long free = NativeMemory.addressSpace();
        if (free >= LEAST_ADDRESS_SPACE) return;
        throw new InputException("There is too little memory for PyTorch: this process may take " + (free >> 20)
                + " MB more of address space (ulimit -v), and PyTorch needs at least " + (LEAST_ADDRESS_SPACE >> 20)
                + " MB. Raise the limit, or give Java less heap.");
    }

    /**
     * The engine, started at the first call. DJL looks for it through the context class loader, which in Fiji is not the
     * one that loaded us.
     */
    public static Engine engine() {
        prepare(Progress.NONE);
        return withOurClassLoader(() -> Engine.getEngine(NAME));
    }

    private static <T> T withOurClassLoader(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Pytorch.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Gives memory that no tensor uses back to the system: at the end of a training or a batch of predictions. */
    public static void releaseMemory() {
        NativeTuning.releaseMemory();
    }
}
