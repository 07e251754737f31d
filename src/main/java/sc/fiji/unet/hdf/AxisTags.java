package sc.fiji.unet.hdf;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;
import java.util.regex.Pattern;

/** The axes of an array as VIGRA, and with it ilastik, writes them. */
final class AxisTags {
    private static final Pattern KNOWN = Pattern.compile("(?!.*(.).*\\1)[tzyxc]*");

    private AxisTags() {}

    /** A letter an axis; empty where the text says something else. */
    static Optional<String> parse(String json) {
        try {
            StringBuilder axes = new StringBuilder();
            JsonObject root = JsonParser.parseString(json).getAsJsonObject();
            for (JsonElement axis : root.getAsJsonArray("axes")) {
                axes.append(axis.getAsJsonObject().get("key").getAsString());
            }
            boolean known = KNOWN.matcher(axes).matches() && axes.indexOf("y") >= 0 && axes.indexOf("x") >= 0;
            return known ? Optional.of(axes.toString()) : Optional.empty();
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            return Optional.empty(); // written by something else
        }
    }
}
