package sc.fiji.unet.annotations;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import sc.fiji.unet.annotations.DrawnShape.Kind;
import sc.fiji.unet.base.InputException;

/** The file that labelme writes beside an image. Shapes of one label and group are one object. */
final class LabelmeFile {
    private static final Map<String, String> RESERVED = Map.of("_background_", "background", "__ignore__", "ignore");

    private LabelmeFile() {}

    static boolean is(JsonObject root) {
        return root.get("shapes") instanceof JsonArray;
    }

    static ImageShapes read(JsonObject root) {
        Map<String, Integer> numbers = new HashMap<>();
        List<DrawnShape> shapes = new ArrayList<>();
        for (JsonObject shape : JsonTree.objects(JsonTree.array(root, "shapes"))) {
            String label = JsonTree.text(shape, "label").strip();
            String name = RESERVED.getOrDefault(label, label);
            String group = JsonTree.text(shape, "group_id");
            int next = shapes.size() + 1;
            int number = group.isEmpty() ? next : numbers.computeIfAbsent(label + "\n" + group, key -> next);
            shapes.add(shape(shape, name, number));
        }
        return new ImageShapes(Map.of(JsonTree.text(root, "imagePath"), shapes), List.of());
    }

    private static DrawnShape shape(JsonObject shape, String name, int number) {
        double[][] points = JsonTree.points(JsonTree.array(shape, "points"));
        if (points.length == 0) throw new InputException("the shape " + name + " has no points");
        String type = JsonTree.text(shape, "shape_type");
        return switch (type) {
            case "rectangle" -> of(name, number, Kind.AREA, rectangle(points));
            case "circle" -> of(name, number, Kind.ELLIPSE, circle(points));
            case "line", "linestrip" -> of(name, number, Kind.LINE, points);
            case "point", "points" -> of(name, number, Kind.POINTS, points);
            case "mask" -> DrawnShape.ofMask(name, number, mask(shape, points));
            case "", "polygon" -> of(name, number, Kind.AREA, points);
            default -> throw new InputException("the shape " + name + " is of the unknown type " + type);
        };
    }

    private static DrawnShape of(String name, int number, Kind kind, double[][] ring) {
        return new DrawnShape(name, number, kind, DrawnShape.ring(ring), null, 0, 0);
    }

    private static double[][] rectangle(double[][] corners) {
        if (corners.length != 2) return corners;
        double[] a = corners[0];
        double[] b = corners[1];
        return new double[][] {a, {b[0], a[1]}, b, {a[0], b[1]}};
    }

    /** The corners of the box around a circle of which the center and a point are given. */
    private static double[][] circle(double[][] points) {
        double[] center = points[0];
        double[] edge = points[points.length - 1];
        double radius = Math.hypot(edge[0] - center[0], edge[1] - center[1]);
        return new double[][] {{center[0] - radius, center[1] - radius}, {center[0] + radius, center[1] + radius}};
    }

    /** A small picture whose upper left corner is the first point. */
    private static PixelMask mask(JsonObject shape, double[][] points) {
        try {
            byte[] png = Base64.getDecoder().decode(JsonTree.text(shape, "mask"));
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image == null) throw new InputException("a mask is no picture");
            int[] pixels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
            int x = (int) Math.round(points[0][0]);
            int y = (int) Math.round(points[0][1]);
            return new PixelMask(x, y, image.getWidth(), image.getHeight(), pixels);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("a mask cannot be read: " + e.getMessage(), e);
        }
    }
}
