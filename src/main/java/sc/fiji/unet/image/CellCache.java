package sc.fiji.unet.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The parts of large images that were read or made last, of all images together, up to a share of Java's memory: an image is
 * gone through in no more, however large it is. Thread safe.
 */
public final class CellCache {
    private static final int SHARE_OF_HEAP = 6;
    private static final CellCache SHARED = new CellCache(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    private final long budget;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    private record Key(Object image, long index) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.image == image && key.index == index;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(image) + Long.hashCode(index);
        }
    }

    private record Entry(Object part, long bytes) {}

    /** Makes a part where it is not there. */
    @FunctionalInterface
    public interface Loader<T> {
        /** The part; called without a lock, perhaps twice for the same one. */
        T load();
    }

    CellCache(long budget) {
        this.budget = budget;
    }

    /** One that is gone with its image, which must not be held by what others share. */
    static CellCache own() {
        return new CellCache(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / 2);
    }

    /** The one that all images share. */
    public static CellCache shared() {
        return SHARED;
    }

    /**
     * A part of an image.
     *
     * @param image whose it is, told by identity and held as long as any part of it
     * @param bytes it takes
     */
    public <T> T get(Object image, long index, long bytes, Loader<T> loader) {
        return get(image, index, loader, part -> bytes);
    }

    /** The same for parts that are known to be larger or smaller only once they are there. */
    @SuppressWarnings("unchecked")
    public <T> T get(Object image, long index, Loader<T> loader, ToLongFunction<T> bytes) {
        Key key = new Key(image, index);
        synchronized (this) {
            Entry known = entries.get(key);
            if (known != null) return (T) known.part();
        }
        T part = loader.load();
        keep(key, new Entry(part, bytes.applyAsLong(part)));
        return part;
    }

    private synchronized void keep(Key key, Entry entry) {
        Entry before = entries.put(key, entry);
        used += entry.bytes() - (before == null ? 0 : before.bytes());
        var oldest = entries.entrySet().iterator();
        while (used > budget && oldest.hasNext()) {
            used -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
