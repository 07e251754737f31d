package sc.fiji.unet.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Json;

/** The metadata of arrays in Zarr v2. */
final class MetadataV2 {
    static final String ARRAY = ".zarray";
    static final String GROUP = ".zgroup";
    static final String ATTRIBUTES = ".zattrs";

    private MetadataV2() {}

    static ArrayInfo parse(JsonObject json) throws IOException {
        String dtype = ZarrJson.text(json, "dtype", "");
        if (!dtype.matches("[<>|=][a-z][0-9]+"))
            throw new IOException("its numbers are of the type " + dtype + ", expected one such as <u2");
        ZarrType type = ZarrType.of(dtype.substring(1));
        ByteOrder order = dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        if (!ZarrJson.array(json, "filters").isEmpty())
            throw ZarrJson.unexpected("filters", json.get("filters"), "none");
        long[] shape = ZarrJson.extents(json, "shape");
        ChunkFormat format = new ChunkFormat(type, order, axes(json, shape.length), packing(json));
        ChunkKeys keys = ChunkKeys.read(false, ZarrJson.text(json, "dimension_separator", "."));
        int[] chunk = ZarrJson.sizes(json, "chunks");
        return new ArrayInfo(shape, chunk, format, null, keys, type.fill(json.get("fill_value")), List.of()).checked();
    }

    private static int[] axes(JsonObject json, int rank) throws IOException {
        String order = ZarrJson.text(json, "order", "C");
        if (!order.equals("C") && !order.equals("F")) throw ZarrJson.unexpected("order", json.get("order"), "C or F");
        int[] axes = new int[rank];
        for (int d = 0; d < rank; d++) axes[d] = order.equals("C") ? d : rank - 1 - d;
        return axes;
    }

    private static List<ByteCodec> packing(JsonObject json) throws IOException {
        JsonElement codec = json.get("compressor");
        if (codec == null || codec.isJsonNull()) return List.of();
        return List.of(ByteCodec.of(ZarrJson.text(ZarrJson.object(json, "compressor"), "id", "")));
    }

    /** What this program writes of an array of its own. */
    static String text(ArrayInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        ZarrType type = info.format().type();
        json.put("zarr_format", 2);
        json.put("shape", info.shape());
        json.put("chunks", info.chunk());
        json.put("dtype", (type.bytes == 1 ? "|" : "<") + type.v2);
        json.put("compressor", compressor(info));
        json.put("fill_value", 0);
        json.put("order", "C");
        json.put("filters", null);
        json.put("dimension_separator", info.keys().separator());
        return Json.text(json);
    }

    private static Object compressor(ArrayInfo info) {
        if (info.format().packing().isEmpty()) return null;
        ByteCodec codec = info.format().packing().get(0);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", codec.id());
        json.put("level", ByteCodec.LEVEL);
        return json;
    }
}
