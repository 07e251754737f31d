package sc.fiji.unet.engine;

import ai.djl.engine.Engine;

/** Starts DJL's PyTorch engine. */
public final class Pytorch {
    static {
        NativeMemory.keep();
    }

    private Pytorch() {}

    /**
     * The engine, started at the first call. DJL looks for it through the context class loader, which in Fiji is not the
     * one that loaded us.
     */
    public static Engine engine() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Pytorch.class.getClassLoader());
        try {
            return Engine.getEngine("PyTorch");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Gives memory that no tensor uses back to the system: at the end of a training or a batch of predictions. */
    public static void releaseMemory() {
        NativeMemory.release();
    }
}
