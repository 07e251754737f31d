package sc.fiji.unet.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Json;

/** The metadata of arrays in Zarr v3. */
final class MetadataV3 {
    static final String NAME = "zarr.json";

    private MetadataV3() {}

    static ArrayInfo parse(JsonObject json) throws IOException {
        if (!ZarrJson.array(json, "storage_transformers").isEmpty())
            throw ZarrJson.unexpected("storage_transformers", json.get("storage_transformers"), "none");
        ZarrType type = ZarrType.of(ZarrJson.text(json, "data_type", ""));
        JsonObject grid = ZarrJson.object(json, "chunk_grid");
        if (!ZarrJson.text(grid, "name", "").equals("regular"))
            throw ZarrJson.unexpected("chunk_grid", grid, "a regular grid");
        int[] chunk = ZarrJson.sizes(ZarrJson.object(grid, "configuration"), "chunk_shape");
        JsonArray codecs = ZarrJson.array(json, "codecs");
        boolean sharded = codecs.size() == 1 && name(codecs.get(0)).equals("sharding_indexed");
        JsonObject shard = sharded ? configuration(codecs.get(0)) : null;
        return new ArrayInfo(
                        ZarrJson.extents(json, "shape"),
                        chunk,
                        format(type, sharded ? ZarrJson.array(shard, "codecs") : codecs, chunk.length),
                        sharded ? sharding(shard) : null,
                        keys(ZarrJson.object(json, "chunk_key_encoding")),
                        type.fill(json.get("fill_value")),
                        names(json))
                .checked();
    }

    /** Codecs follow each other: those of axes, the one from numbers to bytes, those of bytes. */
    private static ChunkFormat format(ZarrType type, JsonArray codecs, int rank) throws IOException {
        int[] axes = IntStream.range(0, rank).toArray();
        ByteOrder order = null;
        List<ByteCodec> packing = new ArrayList<>();
        for (JsonElement codec : codecs) {
            String name = name(codec);
            if (name.equals("transpose") && order == null) axes = transposed(axes, configuration(codec));
            else if (name.equals("bytes") && order == null) order = order(configuration(codec));
            else if (order == null) throw ZarrJson.unexpected("codecs", codecs, "transpose and bytes first");
            else packing.add(ByteCodec.of(name));
        }
        if (order == null) throw ZarrJson.unexpected("codecs", codecs, "bytes among them");
        return new ChunkFormat(type, order, axes, List.copyOf(packing));
    }

    private static int[] transposed(int[] axes, JsonObject configuration) throws IOException {
        JsonArray order = ZarrJson.array(configuration, "order");
        int[] next = new int[axes.length];
        boolean[] seen = new boolean[axes.length];
        for (int d = 0; d < order.size(); d++) {
            long axis = ZarrJson.whole("order", order.get(d));
            if (order.size() != axes.length || axis < 0 || axis >= axes.length || seen[(int) axis])
                throw ZarrJson.unexpected("order", order, "each axis once");
            seen[(int) axis] = true;
            next[d] = axes[(int) axis];
        }
        if (order.size() != axes.length) throw ZarrJson.unexpected("order", order, "each axis once");
        return next;
    }

    private static ByteOrder order(JsonObject configuration) throws IOException {
        String endian = ZarrJson.text(configuration, "endian", "little");
        if (endian.equals("little")) return ByteOrder.LITTLE_ENDIAN;
        if (endian.equals("big")) return ByteOrder.BIG_ENDIAN;
        throw ZarrJson.unexpected("endian", configuration, "little or big");
    }

    private static Sharding sharding(JsonObject json) throws IOException {
        ByteOrder order = null;
        List<ByteCodec> packing = new ArrayList<>();
        for (JsonElement codec : ZarrJson.array(json, "index_codecs")) {
            if (order == null && name(codec).equals("bytes")) order = order(configuration(codec));
            else packing.add(ByteCodec.of(name(codec)));
        }
        String at = ZarrJson.text(json, "index_location", "end");
        if (order == null || !at.equals("end") && !at.equals("start"))
            throw ZarrJson.unexpected("sharding_indexed", json, "bytes among its index_codecs, at start or end");
        return new Sharding(ZarrJson.sizes(json, "chunk_shape"), at.equals("end"), order, packing);
    }

    private static ChunkKeys keys(JsonObject encoding) throws IOException {
        String name = ZarrJson.text(encoding, "name", "default");
        JsonObject configuration = ZarrJson.object(encoding, "configuration");
        boolean v2 = name.equals("v2");
        if (!v2 && !name.equals("default")) throw ZarrJson.unexpected("chunk_key_encoding", encoding, "default or v2");
        String separator = ZarrJson.text(configuration, "separator", v2 ? "." : "/");
        return ChunkKeys.read(!v2, separator);
    }

    private static List<String> names(JsonObject json) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonElement name : ZarrJson.array(json, "dimension_names"))
            names.add(name.isJsonPrimitive() ? name.getAsString() : "");
        return List.copyOf(names);
    }

    private static String name(JsonElement codec) throws IOException {
        if (codec.isJsonPrimitive()) return codec.getAsString();
        if (codec.isJsonObject()) return ZarrJson.text(codec.getAsJsonObject(), "name", "");
        throw ZarrJson.unexpected("codecs", codec, "objects with a name");
    }

    private static JsonObject configuration(JsonElement codec) throws IOException {
        return codec.isJsonObject() ? ZarrJson.object(codec.getAsJsonObject(), "configuration") : new JsonObject();
    }

    /** What this program writes of an array of its own. */
    static String text(ArrayInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("zarr_format", 3);
        json.put("node_type", "array");
        json.put("shape", info.shape());
        json.put("data_type", info.format().type().id);
        json.put("chunk_grid", named("regular", "chunk_shape", info.chunk()));
        json.put("chunk_key_encoding", named("default", "separator", info.keys().separator()));
        json.put("fill_value", 0);
        List<Object> codecs = new ArrayList<>();
        codecs.add(named("bytes", "endian", "little"));
        for (ByteCodec codec : info.format().packing()) codecs.add(packing(codec));
        json.put("codecs", codecs);
        json.put("attributes", Map.of());
        if (!info.names().isEmpty()) json.put("dimension_names", info.names());
        return Json.text(json);
    }

    private static Map<String, Object> packing(ByteCodec codec) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("level", ByteCodec.LEVEL);
        if (codec == ByteCodec.ZSTD) configuration.put("checksum", false);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", codec.id());
        json.put("configuration", configuration);
        return json;
    }

    private static Map<String, Object> named(String name, String key, Object value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("configuration", Map.of(key, value));
        return json;
    }
}
