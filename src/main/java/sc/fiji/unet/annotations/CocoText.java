package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.AtomicFiles;

/**
 * COCO's file of the objects of many images, in the making: polygons where an object has no holes, else runs of its pixels. The
 * objects wait on the disk, as those of a large folder are more than memory holds. Not for several threads.
 */
public final class CocoText implements Closeable {
    private final JsonArray images = new JsonArray();
    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private final Spool annotations;
    private int count;

    /**
     * Prepares for images, of which there may be none.
     *
     * @param folder that the file goes to
     */
    public CocoText(Path folder) {
        annotations = new Spool(folder);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return images.isEmpty();
    }

    /**
     * Adds an image of one plane; where that fails, nothing of it.
     *
     * @param file its name
     */
    public void add(String file, int width, int height, FoundShapes objects) {
        JsonObject image = new JsonObject();
        image.addProperty("id", images.size() + 1);
        image.addProperty("file_name", file);
        image.addProperty("width", width);
        image.addProperty("height", height);
        int before = count;
        boolean whole = false;
        try {
            annotations.add(out -> objects.each(object -> write(out, annotation(object, width, height))));
            whole = true;
        } finally {
            if (!whole) count = before;
        }
        images.add(image);
    }

    private void write(Writer out, JsonObject annotation) {
        try {
            out.write((count > 1 ? "," : "") + annotation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject annotation(FoundObject object, int width, int height) {
        JsonObject annotation = new JsonObject();
        annotation.addProperty("id", ++count);
        annotation.addProperty("image_id", images.size() + 1);
        annotation.addProperty(
                "category_id", categories.computeIfAbsent(object.className(), name -> categories.size() + 1));
        shape(annotation, object.mask(), width, height);
        annotation.addProperty("iscrowd", 0);
        return annotation;
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

    /** Creates or replaces the file of all images that were added by now. */
    public void write(Path file) {
        AtomicFiles.write(file, temporary -> {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                text("{\"images\":" + images + ",\"annotations\":[", out);
                annotations.copyTo(out);
                text("],\"categories\":" + kinds() + "}\n", out);
            }
        });
    }

    private static void text(String text, FileChannel out) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) out.write(bytes);
    }

    private JsonArray kinds() {
        JsonArray kinds = new JsonArray();
        categories.forEach((name, id) -> {
            JsonObject kind = new JsonObject();
            kind.addProperty("id", id);
            kind.addProperty("name", name);
            kinds.add(kind);
        });
        return kinds;
    }

    @Override
    public void close() {
        annotations.close();
    }
}
