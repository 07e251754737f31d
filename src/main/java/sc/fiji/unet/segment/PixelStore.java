package sc.fiji.unet.segment;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.NativeType;

/**
 * Room for the pixels that a segmentation gives, in memory or on disk. For one thread; the images may be filled by any
 * thread, and hold until the store is closed.
 */
public interface PixelStore extends AutoCloseable {
    /** An image of zeros of so many pixels along each axis. */
    <T extends NativeType<T>> RandomAccessibleInterval<T> create(T type, long... size);

    /** Another one of this kind, for what is given back sooner. */
    PixelStore another();

    /** Gives the room back; nobody may read the images any more. */
    @Override
    void close();
}
