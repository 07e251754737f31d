package sc.fiji.unet.torchscript;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.Tensor;

/**
 * Reads safetensors files: the length of a JSON header as a 64-bit number, the header, which gives type, shape and place of
 * each tensor, and their bytes, all little-endian. Files of up to 2 GiB; tensors of other than floating point numbers are
 * passed over.
 */
public final class SafetensorsReader {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private SafetensorsReader() {}

    /** Reads all tensors, sorted by name with layer 2 before layer 10; a broken or foreign file is refused. */
    public static List<Tensor> read(Path file) {
        try {
            if (Files.size(file) > Integer.MAX_VALUE - 8) throw new IllegalArgumentException("it is larger than 2 GiB");
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = Math.toIntExact(bytes.getLong());
            if (length < 0 || length > bytes.remaining()) throw new IllegalArgumentException("its header is cut off");
            String header = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
            ByteBuffer data = bytes.slice(bytes.position() + length, bytes.remaining() - length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            return tensors(JsonParser.parseString(header).getAsJsonObject(), data);
        } catch (IOException | RuntimeException e) { // whatever a parser trips over, the file is at fault
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new InputException(
                    file + " cannot be read as a safetensors file: " + why + ". Download or copy it again.", e);
        }
    }

    private static List<Tensor> tensors(JsonObject header, ByteBuffer data) {
        List<Tensor> found = new ArrayList<>();
        long taken = 0;
        for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
            JsonObject tensor = entry.getValue().getAsJsonObject();
            if (!tensor.has("dtype")) continue;
            int[] place = integers(tensor, "data_offsets");
            taken += (long) place[1] - place[0];
            if (taken > data.capacity()) throw new IllegalArgumentException("its tensors overlap");
            tensor(entry.getKey(), tensor, data).ifPresent(found::add);
        }
        found.sort(Comparator.comparing(tensor -> sortable(tensor.name())));
        return found;
    }

    private static Optional<Tensor> tensor(String name, JsonObject header, ByteBuffer data) {
        Optional<NumberFormat> format = NumberFormat.of(header.get("dtype").getAsString());
        if (format.isEmpty()) return Optional.empty();
        int[] shape = integers(header, "shape");
        int[] place = integers(header, "data_offsets");
        int size = Sizes.count(shape);
        if (place[1] - place[0] != (long) size * format.get().bytes || place[1] > data.capacity()) {
            throw new IllegalArgumentException("it is cut off at " + name);
        }
        ByteBuffer own = data.slice(place[0], place[1] - place[0]).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = format.get().value(own, i);
        return Optional.of(new Tensor(name, shape, values));
    }

    private static int[] integers(JsonObject header, String key) {
        return header.getAsJsonArray(key).asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    /** Numbers filled up with zeros, so that they sort by value. */
    private static String sortable(String name) {
        return NUMBER.matcher(name)
                .replaceAll(number -> "0".repeat(Math.max(0, 8 - number.group().length())) + number.group());
    }
}
