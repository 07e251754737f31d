package sc.fiji.unet.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the metadata of an array say.
 *
 * @param shape along its axes, the last fastest
 * @param chunk shape of what one value of the store holds: of a chunk or a shard
 * @param format of chunks
 * @param sharding null where values are chunks
 * @param keys of values
 * @param fill for pixels that nobody wrote, see {@link ZarrType#fill}
 * @param names of the axes, empty where nobody says
 */
record ArrayInfo(
        long[] shape,
        int[] chunk,
        ChunkFormat format,
        Sharding sharding,
        ChunkKeys keys,
        long fill,
        List<String> names) {
    private static final int MOST_AXES = 16;
    private static final long MOST_CHUNK_BYTES = 1L << 30;

    /**
     * An array of this program's own: little-endian, its axes in order, packed by Zstandard.
     *
     * @param version 2 or 3 of Zarr
     */
    static ArrayInfo ours(int version, ZarrType type, long[] shape, int[] chunk, List<String> names)
            throws IOException {
        int[] axes = IntStream.range(0, shape.length).toArray();
        ChunkFormat format = new ChunkFormat(type, ByteOrder.LITTLE_ENDIAN, axes, List.of(ByteCodec.ZSTD));
        return new ArrayInfo(shape, chunk, format, null, new ChunkKeys(version == 3, "/"), 0, names).checked();
    }

    /** Refuses what has too many axes, pixels or bytes in a chunk. */
    ArrayInfo checked() throws IOException {
        if (shape.length < 1 || shape.length > MOST_AXES || chunk.length != shape.length)
            throw new IOException("it has " + shape.length + " axes and chunks of " + chunk.length + ", expected 1 to "
                    + MOST_AXES + " of both");
        if (format.axes().length != shape.length) throw new IOException("the order of its axes does not fit them");
        long pixels = 1;
        for (long extent : shape) {
            if (extent > Long.MAX_VALUE / 16 / pixels)
                throw new IOException("it has more pixels than can be counted: " + Arrays.toString(shape));
            pixels *= extent;
        }
        long bytes = format.type().memory();
        for (int extent : cell()) {
            bytes *= extent;
            if (bytes > MOST_CHUNK_BYTES)
                throw new IOException("a chunk of it has " + bytes + " bytes, expected at most " + MOST_CHUNK_BYTES
                        + ". Save it with smaller chunks");
        }
        if (sharding != null) sharding.checked(chunk);
        return this;
    }

    /** Shape of the pieces that are read at a time. */
    int[] cell() {
        return sharding == null ? chunk : sharding.inner();
    }
}
