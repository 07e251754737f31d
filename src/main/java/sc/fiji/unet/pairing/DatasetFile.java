package sc.fiji.unet.pairing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The classes that nnU-Net's {@code dataset.json} names, beside folders of images and labels. */
public final class DatasetFile {
    private static final long LARGEST = 10_000_000;

    private DatasetFile() {}

    /** As people write classes, background=0,lung=1; empty where there is no such file or it says nothing of the kind. */
    public static Optional<String> classes(Path masks) {
        Path folder = masks.toAbsolutePath().normalize().getParent();
        Path file = folder == null ? null : folder.resolve("dataset.json");
        if (file == null || !Files.isRegularFile(file)) return Optional.empty();
        try {
            if (Files.size(file) > LARGEST) return Optional.empty();
            JsonElement root = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
            return root.isJsonObject() && root.getAsJsonObject().get("labels") instanceof JsonObject labels
                    ? text(labels)
                    : Optional.empty();
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException e) {
            return Optional.empty(); // not nnU-Net's file, so it says nothing
        }
    }

    /** Either value by name, as now, or name by value, as before; of a region several values by its name. */
    private static Optional<String> text(JsonObject labels) {
        Map<Integer, String> names = new TreeMap<>();
        Map<String, Set<Integer>> regions = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : labels.entrySet()) {
            JsonElement value = entry.getValue();
            boolean old = entry.getKey().matches("\\d+") && value instanceof JsonPrimitive named && !named.isNumber();
            Set<Integer> values = new TreeSet<>();
            if (value instanceof JsonArray several) several.forEach(one -> values.add(one.getAsInt()));
            else values.add(old ? Integer.parseInt(entry.getKey()) : Integer.parseInt(value.getAsString()));
            String name = old ? value.getAsString() : entry.getKey();
            if (values.size() == 1) names.put(values.iterator().next(), name);
            else regions.put(name, values);
        }
        regions.values()
                .forEach(values -> values.forEach(value -> names.computeIfAbsent(value, n -> rest(n, regions))));
        if (names.size() < 2) return Optional.empty();
        return Optional.of(names.entrySet().stream()
                .map(entry -> entry.getValue().replaceAll("[,=]", " ").strip() + "=" + entry.getKey())
                .collect(Collectors.joining(",")));
    }

    /** Masks hold one value a pixel: it is what no smaller region has of the smallest one around it. */
    private static String rest(int value, Map<String, Set<Integer>> regions) {
        return regions.entrySet().stream()
                .filter(region -> region.getValue().contains(value))
                .min(Comparator.comparingInt(region -> region.getValue().size()))
                .map(region -> region.getKey() + " (value " + value + ")")
                .orElseThrow();
    }
}
