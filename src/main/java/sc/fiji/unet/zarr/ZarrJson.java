package sc.fiji.unet.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the metadata of a store, which anybody may have written: of bounded size and depth, and of the kinds expected. */
final class ZarrJson {
    /** Consolidated metadata, which nobody reads here, make a group's file large. */
    private static final long MOST_BYTES = 1L << 26;

    private static final int MOST_DEPTH = 64;

    private ZarrJson() {}

    /** The object that a key holds; empty where there is none. */
    static Optional<JsonObject> read(ZarrStore store, String key) throws IOException {
        Optional<byte[]> bytes = store.read(key, MOST_BYTES);
        if (bytes.isEmpty()) return Optional.empty();
        String text = new String(bytes.get(), StandardCharsets.UTF_8);
        requireShallow(key, text);
        try {
            JsonElement element = JsonParser.parseString(text);
            if (element.isJsonObject()) return Optional.of(element.getAsJsonObject());
            throw new IOException(key + " holds no JSON object");
        } catch (JsonParseException e) {
            throw new IOException(key + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void requireShallow(String key, String text) throws IOException {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (!quoted && (c == '[' || c == '{') && ++depth > MOST_DEPTH)
                throw new IOException(key + " is nested deeper than " + MOST_DEPTH + " levels");
            else if (!quoted && (c == ']' || c == '}')) depth--;
        }
    }

    /** The object under a name; an empty one where there is none or null. */
    static JsonObject object(JsonObject parent, String name) throws IOException {
        JsonElement element = parent.get(name);
        if (element == null || element.isJsonNull()) return new JsonObject();
        if (element.isJsonObject()) return element.getAsJsonObject();
        throw unexpected(name, element, "an object");
    }

    /** The array under a name; an empty one where there is none or null. */
    static JsonArray array(JsonObject parent, String name) throws IOException {
        JsonElement element = parent.get(name);
        if (element == null || element.isJsonNull()) return new JsonArray();
        if (element.isJsonArray()) return element.getAsJsonArray();
        throw unexpected(name, element, "a list");
    }

    /** The text under a name, or else another. */
    static String text(JsonObject parent, String name, String otherwise) throws IOException {
        JsonElement element = parent.get(name);
        if (element == null || element.isJsonNull()) return otherwise;
        if (element.isJsonPrimitive()) return element.getAsString();
        throw unexpected(name, element, "a text");
    }

    /** The whole numbers under a name, each at least 1. */
    static long[] extents(JsonObject parent, String name) throws IOException {
        JsonArray array = array(parent, name);
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(name, array.get(i));
            if (values[i] < 1) throw unexpected(name, array, "whole numbers from 1 on");
        }
        return values;
    }

    /** The same as sizes of chunks, which fit arrays. */
    static int[] sizes(JsonObject parent, String name) throws IOException {
        long[] values = extents(parent, name);
        int[] sizes = new int[values.length];
        for (int i = 0; i < sizes.length; i++) {
            if (values[i] > Integer.MAX_VALUE - 8) throw unexpected(name, parent.get(name), "smaller chunks");
            sizes[i] = (int) values[i];
        }
        return sizes;
    }

    /** A number that has to be whole. */
    static long whole(String name, JsonElement element) throws IOException {
        try {
            return element.getAsBigDecimal().longValueExact();
        } catch (ArithmeticException
                | NumberFormatException
                | IllegalStateException
                | UnsupportedOperationException e) {
            throw unexpected(name, element, "whole numbers");
        }
    }

    /** The finite numbers of a list. */
    static double[] reals(JsonObject parent, String name) throws IOException {
        JsonArray array = array(parent, name);
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = array.get(i).getAsDouble();
            } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
                values[i] = Double.NaN;
            }
            if (!Double.isFinite(values[i])) throw unexpected(name, array, "numbers");
        }
        return values;
    }

    /** Says that a name holds something else than expected. */
    static IOException unexpected(String name, JsonElement found, String expected) {
        String text = found == null ? "nothing" : found.toString();
        return new IOException("its metadata say " + name + " = " + text.substring(0, Math.min(80, text.length()))
                + ", expected " + expected);
    }
}
