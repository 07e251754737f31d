package sc.fiji.unet.zarr;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.unet.base.Sizes;

/** An array of a store: its chunks as numbers, whatever the version of Zarr that it is written in. Thread safe. */
final class ZarrArray {
    private static final int MOST_TABLES = 64;
    private static final long SLACK = 1 << 20;

    final ArrayInfo info;
    private final ZarrStore store;
    /** Places of the chunks in the shards that were read last. */
    private final Map<String, long[]> tables = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
            return size() > MOST_TABLES;
        }
    };

    private ZarrArray(ZarrStore store, ArrayInfo info) {
        this.store = store;
        this.info = info;
    }

    /** Opens the array that lies at the root of a store. */
    static ZarrArray open(ZarrStore store) throws IOException {
        Optional<JsonObject> v3 = ZarrJson.read(store, MetadataV3.NAME);
        if (v3.isPresent()) return new ZarrArray(store, MetadataV3.parse(v3.get()));
        Optional<JsonObject> v2 = ZarrJson.read(store, MetadataV2.ARRAY);
        if (v2.isPresent()) return new ZarrArray(store, MetadataV2.parse(v2.get()));
        throw new IOException("there is no array " + store.root().getFileName());
    }

    /** Makes an array, or goes on with one that is there: no chunk is written or deleted. */
    static ZarrArray create(ZarrStore store, ArrayInfo info) throws IOException {
        boolean v3 = info.keys().prefixed();
        String text = v3 ? MetadataV3.text(info) : MetadataV2.text(info);
        store.write(v3 ? MetadataV3.NAME : MetadataV2.ARRAY, text.getBytes(StandardCharsets.UTF_8));
        return new ZarrArray(store, info);
    }

    /** Whether somebody wrote the chunk, or shard, at this place of the grid. */
    boolean has(long... place) throws IOException {
        return store.size(info.keys().of(place)) >= 0;
    }

    /** Writes a whole chunk, in the order of the axes. */
    void write(Object values, long... place) throws IOException {
        int count = Sizes.count(info.chunk());
        store.write(info.keys().of(place), info.format().encode(values, count));
    }

    /**
     * Reads a whole chunk in the order of the axes; one that nobody wrote holds the fill value.
     *
     * @param place in the grid of pieces of {@link ArrayInfo#cell}
     */
    Object read(long... place) throws IOException {
        Optional<byte[]> bytes =
                info.sharding() == null ? store.read(info.keys().of(place), mostBytes()) : inShard(place);
        int[] shape = info.cell();
        if (bytes.isPresent()) return info.format().decode(bytes.get(), shape);
        int count = Sizes.count(shape);
        return info.format().type().filled(count, info.fill());
    }

    /** Packing may make a chunk longer, but never by much. */
    private long mostBytes() {
        long plain = info.format().type().bytes;
        for (int extent : info.cell()) plain *= extent;
        return 2 * plain + SLACK;
    }

    private Optional<byte[]> inShard(long[] place) throws IOException {
        int[] inner = info.sharding().inner();
        long[] shard = new long[place.length];
        int index = 0;
        for (int d = 0; d < place.length; d++) {
            int across = info.chunk()[d] / inner[d];
            shard[d] = place[d] / across;
            index = index * across + (int) (place[d] % across);
        }
        String key = info.keys().of(shard);
        if (store.size(key) < 0) return Optional.empty();
        long[] table = table(key);
        long from = table[2 * index];
        long count = table[2 * index + 1];
        if (from == -1 && count == -1) return Optional.empty();
        if (count < 0 || count > mostBytes())
            throw new IOException(key + " is damaged: a chunk in it has " + count + " bytes");
        return Optional.of(store.range(key, from, (int) count));
    }

    private long[] table(String key) throws IOException {
        synchronized (tables) {
            long[] known = tables.get(key);
            if (known != null) return known;
        }
        long[] read = info.sharding().table(store, key, info.chunk());
        synchronized (tables) {
            tables.put(key, read);
        }
        return read;
    }
}
