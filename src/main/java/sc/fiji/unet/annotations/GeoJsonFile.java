package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.annotations.DrawnShape.Kind;
import sc.fiji.unet.base.InputException;

/**
 * GeoJSON as QuPath writes it: features with a geometry in pixels, the class in their properties, and the plane. What QuPath
 * names with a star is no class: Ignore* must not be learned from, others, such as Region*, are left out.
 */
final class GeoJsonFile {
    private static final String STAR = "*";
    private final List<DrawnShape> shapes = new ArrayList<>();
    private int objects;
    private int left;

    private GeoJsonFile() {}

    static boolean is(JsonElement root) {
        if (root instanceof JsonArray features) {
            return !features.isEmpty() && features.get(0) instanceof JsonObject first && is(first);
        }
        return root instanceof JsonObject object
                && (JsonTree.text(object, "type").equals("FeatureCollection")
                        || JsonTree.text(object, "type").equals("Feature"));
    }

    static ImageShapes read(JsonElement root) {
        GeoJsonFile file = new GeoJsonFile();
        if (root instanceof JsonArray features) JsonTree.objects(features).forEach(file::feature);
        else if (root instanceof JsonObject one && one.has("features")) {
            JsonTree.objects(JsonTree.array(one, "features")).forEach(file::feature);
        } else {
            file.feature(root.getAsJsonObject());
        }
        List<String> notes =
                file.left == 0 ? List.of() : List.of(file.left + " regions (a class with a star) are left out.");
        return new ImageShapes(Map.of("", file.shapes), notes);
    }

    private void feature(JsonObject feature) {
        String name = className(JsonTree.object(feature, "properties"));
        if (name.equalsIgnoreCase(DrawnShape.IGNORE + STAR)) name = DrawnShape.IGNORE;
        if (name.endsWith(STAR)) {
            left++;
            return;
        }
        objects++;
        JsonObject geometry = JsonTree.object(feature, "geometry");
        geometry(geometry, name, JsonTree.object(geometry, "plane"));
    }

    private static String className(JsonObject properties) {
        JsonObject classification = JsonTree.object(properties, "classification");
        List<String> names = new ArrayList<>();
        for (JsonElement part : JsonTree.array(classification, "names")) names.add(part.getAsString());
        String name = names.isEmpty() ? JsonTree.text(classification, "name") : String.join(": ", names);
        return name.isEmpty() ? JsonTree.text(properties, "classification") : name;
    }

    private void geometry(JsonObject geometry, String name, JsonObject plane) {
        JsonArray coordinates = JsonTree.array(geometry, "coordinates");
        String type = JsonTree.text(geometry, "type");
        switch (type) {
            case "Polygon" -> add(name, Kind.AREA, rings(coordinates), plane);
            case "MultiPolygon" ->
                coordinates.forEach(polygon -> add(name, Kind.AREA, rings(polygon.getAsJsonArray()), plane));
            case "LineString" -> add(name, Kind.LINE, DrawnShape.ring(JsonTree.points(coordinates)), plane);
            case "MultiLineString" ->
                coordinates.forEach(
                        line -> add(name, Kind.LINE, DrawnShape.ring(JsonTree.points(line.getAsJsonArray())), plane));
            case "Point" -> add(name, Kind.POINTS, DrawnShape.ring(JsonTree.flatPoints(coordinates)), plane);
            case "MultiPoint" -> add(name, Kind.POINTS, DrawnShape.ring(JsonTree.points(coordinates)), plane);
            case "GeometryCollection" ->
                JsonTree.objects(JsonTree.array(geometry, "geometries")).forEach(part -> geometry(part, name, plane));
            default -> throw new InputException("a geometry is of the unknown type \"" + type + "\"");
        }
    }

    private static List<double[][]> rings(JsonArray polygon) {
        List<double[][]> rings = new ArrayList<>();
        for (JsonElement ring : polygon) rings.add(JsonTree.points(ring.getAsJsonArray()));
        return rings;
    }

    /** QuPath counts planes from 0. */
    private void add(String name, Kind kind, List<double[][]> rings, JsonObject plane) {
        int slice = JsonTree.number(plane, "z", -1) + 1;
        int frame = JsonTree.number(plane, "t", -1) + 1;
        shapes.add(new DrawnShape(name, objects, kind, rings, null, slice, frame));
    }
}
