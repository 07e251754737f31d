package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sc.fiji.unet.base.AtomicFiles;

/** Writes objects as QuPath reads them: a feature each, with class, color and plane; polygons along the edges of pixels. */
public final class GeoJsonText {
    private GeoJsonText() {}

    /** Creates or replaces a file of the objects of an image, of which memory holds one at a time. */
    public static void write(Path file, FoundShapes objects) {
        AtomicFiles.write(file, temporary -> {
            try (Writer out = Files.newBufferedWriter(temporary)) {
                out.write("{\"type\":\"FeatureCollection\",\"features\":[");
                AtomicBoolean more = new AtomicBoolean();
                objects.each(object -> write(out, (more.getAndSet(true) ? "," : "") + feature(object)));
                out.write("]}\n");
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
