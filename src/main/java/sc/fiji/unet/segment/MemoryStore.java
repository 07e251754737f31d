package sc.fiji.unet.segment;

import net.imglib2.FinalDimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.NativeType;
import net.imglib2.util.Util;

/** Room in memory: one array an image where it fits, else several. */
public final class MemoryStore implements PixelStore {
    @Override
    public <T extends NativeType<T>> RandomAccessibleInterval<T> create(T type, long... size) {
        return Util.getSuitableImgFactory(new FinalDimensions(size), type).create(size);
    }

    @Override
    public PixelStore another() {
        return new MemoryStore();
    }

    @Override
    public void close() {
        // the garbage collector does it
    }
}
