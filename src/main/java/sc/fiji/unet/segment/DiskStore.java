package sc.fiji.unet.segment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.nio.BufferAccess;
import net.imglib2.img.basictypeaccess.nio.BufferDataAccessFactory;
import net.imglib2.img.basictypeaccess.nio.ByteBufferAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.util.Intervals;

/**
 * Room in a temporary file that the system maps into memory, of which it keeps as much as is free. The file is gone once
 * the store is closed; where the system cannot delete what it maps, once nobody reads the images any more.
 */
public final class DiskStore implements PixelStore {
    private static final long MOST_CELL_BYTES = 1L << 26;
    /** Of what the system maps at once: it maps a limited number of times (65,530 in Linux), however small the planes. */
    private static final long LEAST_BLOCK_BYTES = 1L << 20;

    private static final int ALIGNMENT = 8;

    private final Path file;
    private final FileChannel channel;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long end;

    /** In the system's folder for temporary files. */
    public DiskStore() {
        try {
            file = Files.createTempFile("unet-segmentation-", ".raw");
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make a temporary file in " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(),
                    e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public <T extends NativeType<T>> RandomAccessibleInterval<T> create(T type, long... size) {
        return this.<T, ByteBufferAccess>mapped(type, size); // of the buffer only the bound of its type matters
    }

    private <T extends NativeType<T>, A extends BufferAccess<A>> RandomAccessibleInterval<T> mapped(
            T type, long[] size) {
        A access = BufferDataAccessFactory.get(type);
        int bytes = access.getNumBytesPerEntity();
        CellGrid grid = new CellGrid(size, cell(size, bytes));
        int count = Math.toIntExact(Intervals.numElements(grid.getGridDimensions()));
        Cell<?>[] cells = new Cell<?>[count];
        for (int i = 0; i < count; i++) {
            long[] min = new long[size.length];
            int[] extent = new int[size.length];
            grid.getCellDimensions(i, min, extent);
            cells[i] = new Cell<>(extent, min, access.newInstance(room(Intervals.numElements(extent) * bytes), true));
        }
        return new LazyCellImg<T, A>(grid, type, index -> cast(cells[(int) index]));
    }

    /** As many whole rows of a plane as a part of the file may hold. */
    private static int[] cell(long[] size, int bytes) {
        int[] cell = new int[size.length];
        Arrays.fill(cell, 1);
        cell[0] = Math.toIntExact(size[0]);
        cell[1] = (int) Math.max(1, Math.min(size[1], MOST_CELL_BYTES / Math.max(1, size[0] * bytes)));
        return cell;
    }

    /** The next bytes of the block at hand, or of a new one, which are the larger the more there are before. */
    private ByteBuffer room(long bytes) {
        if (bytes > block.remaining())
            block = map(Math.max(bytes, Math.min(MOST_CELL_BYTES, Math.max(LEAST_BLOCK_BYTES, end))));
        ByteBuffer part = block.slice(block.position(), (int) bytes).order(ByteOrder.nativeOrder());
        long after = (block.position() + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        block.position((int) Math.min(block.limit(), after));
        return part;
    }

    private ByteBuffer map(long bytes) {
        try {
            ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, end, bytes);
            end += bytes;
            return mapped;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make room for " + (end + bytes) + " bytes in the temporary file " + file + ": "
                            + e.getMessage() + ". Free some space, or choose another folder by -Djava.io.tmpdir=...",
                    e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <A> Cell<A> cast(Cell<?> cell) {
        return (Cell<A>) cell;
    }

    @Override
    public PixelStore another() {
        return new DiskStore();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the temporary file " + file + ": " + e.getMessage(), e);
        }
    }
}
