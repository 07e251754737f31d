package sc.fiji.unet.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;

/** What OME-Zarr says of label images: the color and the class of values. */
public final class LabelProperties {
    static final String KEY = "image-label";
    private static final String OBJECT = "object";
    private static final String CLASS = "class";
    private static final String VALUE = "label-value";

    private LabelProperties() {}

    /** Of an image whose values are those of classes. */
    public static Map<String, Object> ofClasses(ClassList classes) {
        List<Object> colors = new ArrayList<>();
        List<Object> properties = new ArrayList<>();
        for (ClassInfo type : classes.stream().skip(1).toList()) {
            int rgb = type.color();
            colors.add(valued(type.value(), "rgba", List.of(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, 255)));
            properties.add(valued(type.value(), CLASS, type.name()));
        }
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("colors", colors);
        label.put("properties", properties);
        return label;
    }

    /** Of an image whose values are the numbers of objects, by number the name of the class of each. */
    public static Map<String, Object> ofObjects(Map<Integer, String> classes) {
        List<Object> properties = new ArrayList<>();
        classes.forEach((number, name) -> {
            Map<String, Object> of = valued(number, CLASS, name);
            of.put(OBJECT, true);
            properties.add(of);
        });
        Map<String, Object> label = new LinkedHashMap<>();
        if (!properties.isEmpty()) label.put("properties", properties);
        return label;
    }

    /** The classes of objects, as {@link #ofObjects} wrote them; of others nothing. */
    static Map<Integer, String> classesOf(JsonObject label) throws IOException {
        Map<Integer, String> classes = new TreeMap<>();
        for (JsonElement property : ZarrJson.array(label, "properties")) {
            if (!property.isJsonObject() || !property.getAsJsonObject().has(OBJECT)) continue;
            JsonObject of = property.getAsJsonObject();
            classes.put((int) ZarrJson.whole(VALUE, of.get(VALUE)), ZarrJson.text(of, CLASS, ""));
        }
        return classes;
    }

    private static Map<String, Object> valued(int value, String key, Object is) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(VALUE, value);
        json.put(key, is);
        return json;
    }
}
