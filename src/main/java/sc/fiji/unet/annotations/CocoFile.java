package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.InputException;

/** COCO's file of the objects of many images: polygons, or run lengths, of categories; crowds must not be learned from. */
final class CocoFile {
    private static final int FEWEST_CORNERS = 3;

    private CocoFile() {}

    static boolean is(JsonObject root) {
        return root.get("images") instanceof JsonArray && root.get("annotations") instanceof JsonArray;
    }

    static ImageShapes read(JsonObject root) {
        Map<String, String> categories = new HashMap<>();
        for (JsonObject category : JsonTree.objects(JsonTree.array(root, "categories"))) {
            categories.put(JsonTree.text(category, "id"), JsonTree.text(category, "name"));
        }
        Map<String, String> images = new HashMap<>();
        Map<String, List<DrawnShape>> shapes = new LinkedHashMap<>();
        for (JsonObject image : JsonTree.objects(JsonTree.array(root, "images"))) {
            images.put(JsonTree.text(image, "id"), JsonTree.text(image, "file_name"));
            shapes.put(JsonTree.text(image, "file_name"), new ArrayList<>());
        }
        int boxes = 0;
        int number = 0;
        for (JsonObject annotation : JsonTree.objects(JsonTree.array(root, "annotations"))) {
            String image = images.get(JsonTree.text(annotation, "image_id"));
            if (image == null) continue;
            boolean crowd = JsonTree.number(annotation, "iscrowd", 0) == 1;
            String name =
                    crowd ? DrawnShape.IGNORE : categories.getOrDefault(JsonTree.text(annotation, "category_id"), "");
            List<DrawnShape> found = shapes(annotation.get("segmentation"), name, ++number);
            if (found.isEmpty()) boxes++;
            shapes.get(image).addAll(found);
        }
        List<String> notes = boxes == 0 ? List.of() : List.of(boxes + " annotations without an outline are left out.");
        return new ImageShapes(shapes, notes);
    }

    /** The parts of an object: each polygon is one, none a hole. */
    private static List<DrawnShape> shapes(JsonElement segmentation, String name, int number) {
        List<DrawnShape> shapes = new ArrayList<>();
        if (segmentation instanceof JsonObject runs) {
            shapes.add(DrawnShape.ofMask(name, number, mask(runs)));
        } else if (segmentation instanceof JsonArray polygons) {
            for (JsonElement polygon : polygons) {
                double[][] ring = JsonTree.flatPoints(polygon.getAsJsonArray());
                if (ring.length >= FEWEST_CORNERS) shapes.add(DrawnShape.area(name, number, DrawnShape.ring(ring)));
            }
        }
        return shapes;
    }

    private static PixelMask mask(JsonObject runs) {
        JsonArray size = JsonTree.array(runs, "size");
        if (size.size() != 2) throw new InputException("a run-length mask has no size of two numbers");
        List<Long> counts = new ArrayList<>();
        if (runs.get("counts") instanceof JsonArray plain) plain.forEach(count -> counts.add(count.getAsLong()));
        else counts.addAll(RunLengths.parse(JsonTree.text(runs, "counts")));
        return PixelMask.ofRuns(size.get(1).getAsInt(), size.get(0).getAsInt(), counts);
    }
}
