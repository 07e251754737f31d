package sc.fiji.unet.data;

import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * Something that can be made again: kept, or forgotten when memory runs short. Thread safe.
 *
 * @param <T> what it is
 */
final class Reopenable<T> implements Supplier<T> {
    private final Supplier<T> open;
    private T kept;
    private SoftReference<T> last = new SoftReference<>(null);

    Reopenable(Supplier<T> open) {
        this.open = open;
    }

    @Override
    public synchronized T get() {
        if (kept != null) return kept;
        T value = last.get();
        if (value == null) {
            value = open.get();
            last = new SoftReference<>(value);
        }
        return value;
    }

    /** Takes what is open already. */
    synchronized void remember(T value) {
        last = new SoftReference<>(value);
    }

    /** Never forgets from now on. */
    synchronized void keep() {
        kept = get();
    }
}
