package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * COCO's file of the objects of many images, in the making: polygons where an object has no holes, else runs of its pixels.
 * Not for several threads.
 */
public final class CocoText {
    private final JsonArray images = new JsonArray();
    private final JsonArray annotations = new JsonArray();
    private final Map<String, Integer> categories = new LinkedHashMap<>();

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return images.isEmpty();
    }

    /**
     * Adds an image of one plane.
     *
     * @param file its name
     */
    public void add(String file, int width, int height, List<FoundObject> objects) {
        int id = images.size() + 1;
        JsonObject image = new JsonObject();
        image.addProperty("id", id);
        image.addProperty("file_name", file);
        image.addProperty("width", width);
        image.addProperty("height", height);
        images.add(image);
        for (FoundObject object : objects) {
            int category = categories.computeIfAbsent(object.className(), name -> categories.size() + 1);
            JsonObject annotation = new JsonObject();
            annotation.addProperty("id", annotations.size() + 1);
            annotation.addProperty("image_id", id);
            annotation.addProperty("category_id", category);
            shape(annotation, object.mask(), width, height);
            annotation.addProperty("iscrowd", 0);
            annotations.add(annotation);
        }
    }

    private static void shape(JsonObject annotation, PixelMask mask, int width, int height) {
        List<List<double[][]>> polygons = MaskOutline.of(mask);
        boolean holes = polygons.stream().anyMatch(polygon -> polygon.size() > 1);
        int area = 0;
        for (int pixel : mask.pixels()) if (pixel != 0) area++;
        JsonArray box = new JsonArray();
        for (int number : new int[] {mask.x(), mask.y(), mask.width(), mask.height()}) box.add(number);
        if (holes) annotation.add("segmentation", runs(mask, width, height));
        else annotation.add("segmentation", flat(polygons));
        annotation.addProperty("area", area);
        annotation.add("bbox", box);
    }

    private static JsonArray flat(List<List<double[][]>> polygons) {
        JsonArray all = new JsonArray();
        for (List<double[][]> polygon : polygons) {
            JsonArray numbers = new JsonArray();
            for (double[] corner : polygon.get(0)) {
                numbers.add((int) corner[0]);
                numbers.add((int) corner[1]);
            }
            all.add(numbers);
        }
        return all;
    }

    /** Of 0 and 1 in turn, beginning with 0, column by column of the whole image. */
    private static JsonObject runs(PixelMask mask, int width, int height) {
        JsonArray counts = new JsonArray();
        int from = Math.min(width, Math.max(0, mask.x()));
        int to = Math.min(width, Math.max(from, mask.x() + mask.width()));
        int run = from * height; // columns left of the mask
        boolean inside = false;
        for (int x = from; x < to; x++) {
            for (int y = 0; y < height; y++) {
                boolean now = mask.contains(x - mask.x(), y - mask.y());
                if (now != inside) {
                    counts.add(run);
                    run = 0;
                    inside = now;
                }
                run++;
            }
        }
        int after = (width - to) * height;
        if (inside && after > 0) {
            counts.add(run);
            run = 0;
        }
        counts.add(run + after);
        JsonArray size = new JsonArray();
        size.add(height);
        size.add(width);
        JsonObject runs = new JsonObject();
        runs.add("size", size);
        runs.add("counts", counts);
        return runs;
    }

    @Override
    public String toString() {
        JsonArray kinds = new JsonArray();
        categories.forEach((name, id) -> {
            JsonObject kind = new JsonObject();
            kind.addProperty("id", id);
            kind.addProperty("name", name);
            kinds.add(kind);
        });
        JsonObject all = new JsonObject();
        all.add("images", images);
        all.add("annotations", annotations);
        all.add("categories", kinds);
        return all + "\n";
    }
}
