package sc.fiji.unet.live;

/**
 * Ends a session with the program. Work in libtorch is waited for, and refused from then on, by a hook of its own that runs
 * beside this one: what the network learned since it was saved last may be lost.
 */
final class QuitHook {
    private final Thread thread;

    /**
     * Does nothing yet.
     *
     * @param quit called when the program quits
     */
    QuitHook(Runnable quit) {
        thread = new Thread(quit, "unet-live-quit");
    }

    void set() {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException quitting) {
            // the program is quitting, and the hook waits for whoever calls this
        }
    }
}
