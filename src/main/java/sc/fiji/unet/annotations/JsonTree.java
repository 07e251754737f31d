package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Short ways through parsed JSON; what is missing or of another kind gives the other value. */
final class JsonTree {
    private JsonTree() {}

    static JsonArray array(JsonObject object, String key) {
        return object.get(key) instanceof JsonArray array ? array : new JsonArray();
    }

    static JsonObject object(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject inner ? inner : new JsonObject();
    }

    static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    static int number(JsonObject object, String key, int otherwise) {
        JsonElement value = object.get(key);
        boolean number = value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber();
        return number ? value.getAsInt() : otherwise;
    }

    static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : array) if (element instanceof JsonObject object) objects.add(object);
        return objects;
    }

    /** Pairs of x and y. */
    static double[][] points(JsonArray array) {
        double[][] points = new double[array.size()][];
        for (int i = 0; i < points.length; i++) {
            JsonArray pair = array.get(i).getAsJsonArray();
            points[i] = new double[] {pair.get(0).getAsDouble(), pair.get(1).getAsDouble()};
        }
        return points;
    }

    /** x, y, x, y, ... */
    static double[][] flatPoints(JsonArray array) {
        double[][] points = new double[array.size() / 2][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {
                array.get(2 * i).getAsDouble(), array.get(2 * i + 1).getAsDouble()
            };
        }
        return points;
    }
}
