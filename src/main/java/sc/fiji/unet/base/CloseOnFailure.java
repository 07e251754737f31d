package sc.fiji.unet.base;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been opened so far on the way to something that will own it all. Closing this, in a try-with-resources, closes
 * everything again, the last first, unless {@link #succeeded()} was said before. For one thread.
 */
public final class CloseOnFailure implements AutoCloseable {
    /** Something that closes without checked exceptions, such as an owner of native memory. */
    @FunctionalInterface
    public interface Resource {
        /** Frees what it holds; called once. */
        void close();
    }

    private final Deque<Resource> opened = new ArrayDeque<>();

    /** Remembers how to close something and gives it back. */
    public <T> T add(T opening, Resource close) {
        opened.push(close);
        return opening;
    }

    /** From here on somebody else closes what was opened. */
    public void succeeded() {
        opened.clear();
    }

    /** Closes all even where some fail, and throws the first failure with the others attached. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (RuntimeException e) {
                if (failure == null) failure = e;
                else failure.addSuppressed(e);
            }
        }
        if (failure != null) throw failure;
    }
}
