package sc.fiji.unet.segment;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/** Room in memory as long as there is some, then on disk. */
public final class SpillingStore implements PixelStore {
    private static final int SHARE_OF_HEAP = 4;

    private final MemoryStore memory = new MemoryStore();
    private long left;
    private DiskStore disk;

    /** Uses a quarter of Java's memory. */
    public SpillingStore() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** Uses so many bytes of memory. */
    public SpillingStore(long bytes) {
        left = bytes;
    }

    @Override
    public <T extends NativeType<T>> RandomAccessibleInterval<T> create(T type, long... size) {
        long bytes = Intervals.numElements(size) * ((RealType<?>) type).getBitsPerPixel() / 8;
        if (bytes <= left) {
            left -= bytes;
            return memory.create(type, size);
        }
        if (disk == null) disk = new DiskStore();
        return disk.create(type, size);
    }

    @Override
    public PixelStore another() {
        return new SpillingStore(left);
    }

    @Override
    public void close() {
        if (disk != null) disk.close();
    }
}
