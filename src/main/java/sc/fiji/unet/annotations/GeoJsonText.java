package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Writes objects as QuPath reads them: a feature each, with class, color and plane; polygons along the edges of pixels. */
public final class GeoJsonText {
    private GeoJsonText() {}

    /** The objects of an image. */
    public static String of(List<FoundObject> objects) {
        JsonArray features = new JsonArray();
        for (FoundObject object : objects) features.add(feature(object));
        JsonObject collection = new JsonObject();
        collection.addProperty("type", "FeatureCollection");
        collection.add("features", features);
        return collection + "\n";
    }

    private static JsonObject feature(FoundObject object) {
        JsonObject classification = new JsonObject();
        classification.addProperty("name", object.className());
        JsonArray color = new JsonArray();
        for (int shift = 16; shift >= 0; shift -= 8) color.add(object.color() >> shift & 0xFF);
        classification.add("color", color);
        JsonObject properties = new JsonObject();
        properties.addProperty("objectType", object.number() > 0 ? "detection" : "annotation");
        if (object.number() > 0) properties.addProperty("name", String.valueOf(object.number()));
        properties.add("classification", classification);
        JsonObject feature = new JsonObject();
        feature.addProperty("type", "Feature");
        feature.add("geometry", geometry(object));
        feature.add("properties", properties);
        return feature;
    }

    private static JsonObject geometry(FoundObject object) {
        JsonArray polygons = new JsonArray();
        for (List<double[][]> polygon : MaskOutline.of(object.mask())) {
            JsonArray rings = new JsonArray();
            for (double[][] ring : polygon) rings.add(closed(ring));
            polygons.add(rings);
        }
        boolean one = polygons.size() == 1;
        JsonObject plane = new JsonObject();
        plane.addProperty("c", -1);
        plane.addProperty("z", object.slice());
        plane.addProperty("t", object.frame());
        JsonObject geometry = new JsonObject();
        geometry.addProperty("type", one ? "Polygon" : "MultiPolygon");
        geometry.add("coordinates", one ? polygons.get(0) : polygons);
        geometry.add("plane", plane);
        return geometry;
    }

    /** GeoJSON repeats the first corner at the end. */
    private static JsonArray closed(double[][] ring) {
        JsonArray corners = new JsonArray();
        for (int i = 0; i <= ring.length; i++) {
            JsonArray corner = new JsonArray();
            corner.add((int) ring[i % ring.length][0]);
            corner.add((int) ring[i % ring.length][1]);
            corners.add(corner);
        }
        return corners;
    }
}
