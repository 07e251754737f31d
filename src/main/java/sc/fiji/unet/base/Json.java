package sc.fiji.unet.base;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes figures for machines: maps, lists, records, text and numbers as indented JSON; reads texts back. Thread safe. */
public final class Json {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Double.class, new FiniteOrNull())
            .registerTypeAdapter(double.class, new FiniteOrNull())
            .serializeNulls()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .create();

    private Json() {}

    /** The text; numbers that are not finite become null, for JSON knows none. */
    public static String text(Object value) {
        return GSON.toJson(value) + "\n";
    }

    /** Creates or replaces a file with the text. */
    public static void write(Path file, Object value) {
        AtomicFiles.writeString(file, text(value));
    }

    /** Reads an object whose values are texts; empty where the text is something else or damaged. */
    public static Optional<Map<String, String>> texts(String json) {
        try {
            Map<String, String> read = GSON.fromJson(json, new TypeToken<LinkedHashMap<String, String>>() {}.getType());
            return Optional.ofNullable(read);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Reads what {@link #write} wrote of a record; null comes back as NaN where a number is expected. */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return GSON.fromJson(Files.readString(file), type);
        } catch (IOException | JsonParseException e) {
            throw new InputException(
                    file + " cannot be read (" + e.getMessage() + "): expected what this program wrote. Delete it"
                            + " to make it anew.",
                    e);
        }
    }

    /**
     * Refuses what is said to be nothing.
     *
     * @param nullable the only value that may be, by its path as in {@code labels.ignore}
     * @param refusal with %s where it is said what is wrong
     */
    public static void requireValues(JsonElement read, String nullable, String refusal) {
        requireValues(read, "", nullable, refusal);
    }

    private static void requireValues(JsonElement read, String path, String nullable, String refusal) {
        if (read.isJsonNull() && !path.equals("." + nullable)) {
            String wrong = ": \"" + path.substring(Math.min(1, path.length())) + "\" is null, expected a value";
            throw new InputException(refusal.replace("%s", wrong));
        }
        if (read.isJsonObject()) {
            read.getAsJsonObject()
                    .asMap()
                    .forEach((key, value) -> requireValues(value, path + "." + key, nullable, refusal));
        }
        if (read.isJsonArray()) {
            read.getAsJsonArray().forEach(value -> requireValues(value, path + "[]", nullable, refusal));
        }
    }

    /** Refuses an object that lacks one of these keys; the refusal as above. */
    public static void requireKeys(JsonObject read, List<String> keys, String refusal) {
        for (String key : keys) {
            if (read.has(key)) continue;
            String wrong = " lacks \"" + key + "\": expected the model.json of a finished training";
            throw new InputException(refusal.replace("%s", wrong));
        }
    }

    /** What a parser tripped over, in words. */
    public static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) root = root.getCause();
        return root instanceof NullPointerException ? "a value is missing" : root.getMessage();
    }

    /** Lays one object over another, which is changed: what both hold as objects is joined, else the upper one counts. */
    public static JsonObject overlay(JsonObject under, JsonObject over) {
        for (Map.Entry<String, JsonElement> entry : over.entrySet()) {
            JsonElement below = under.get(entry.getKey());
            boolean both =
                    below != null && below.isJsonObject() && entry.getValue().isJsonObject();
            under.add(
                    entry.getKey(),
                    both ? overlay(below.getAsJsonObject(), entry.getValue().getAsJsonObject()) : entry.getValue());
        }
        return under;
    }

    private static final class FiniteOrNull extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value == null || !Double.isFinite(value)) out.nullValue();
            else out.value(value);
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() != JsonToken.NULL) return in.nextDouble();
            in.nextNull();
            return Double.NaN;
        }
    }
}
