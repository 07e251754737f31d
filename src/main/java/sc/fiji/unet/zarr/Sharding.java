package sc.fiji.unet.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Several chunks in one value of the store, with a table of their places at its beginning or end.
 *
 * @param inner shape of the chunks in it
 * @param atEnd where the table is
 * @param order of the bytes of the table
 * @param packing of the table: nothing, or a checksum
 */
record Sharding(int[] inner, boolean atEnd, ByteOrder order, List<ByteCodec> packing) {
    private static final int ENTRY = 2 * Long.BYTES;
    private static final long MOST_INDEX = 1L << 26;

    /** Refuses what does not divide the shard, and tables that are larger than any that make sense. */
    Sharding checked(int[] shard) throws IOException {
        long count = 1;
        for (int d = 0; d < shard.length; d++) {
            if (inner.length != shard.length || shard[d] % inner[d] != 0)
                throw new IOException("its shards are no multiple of the chunks in them");
            count *= shard[d] / inner[d];
            if (count * ENTRY > MOST_INDEX) throw new IOException("its shards hold more than " + count + " chunks");
        }
        if (!packing.isEmpty() && !packing.equals(List.of(ByteCodec.CRC32C)))
            throw new IOException("the tables of its shards are packed by " + packing + ", expected crc32c or nothing");
        return this;
    }

    int count(int[] shard) {
        int count = 1;
        for (int d = 0; d < shard.length; d++) count *= shard[d] / inner[d];
        return count;
    }

    /** The table of a shard that is there: place and length of each chunk, -1 where it is missing. */
    long[] table(ZarrStore store, String key, int[] shard) throws IOException {
        int count = count(shard);
        int bytes = count * ENTRY + (packing.isEmpty() ? 0 : Integer.BYTES);
        long size = store.size(key);
        byte[] table = store.range(key, atEnd ? size - bytes : 0, bytes);
        if (!packing.isEmpty()) table = packing.get(0).unpack(table, count * ENTRY);
        long[] places = new long[2 * count];
        ByteBuffer.wrap(table).order(order).asLongBuffer().get(places);
        return places;
    }
}
