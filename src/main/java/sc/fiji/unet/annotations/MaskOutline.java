package sc.fiji.unet.annotations;

import java.util.ArrayList;
import java.util.List;

/**
 * The outline of the pixels of a mask along their edges, as polygons: each begins with its outer ring, the rings of its holes
 * follow. Pixels that only touch at a corner belong to different polygons. Coordinates are in pixels of the image, (0, 0) being
 * the upper left corner of the first.
 */
final class MaskOutline {
    private static final int[] DX = {1, 0, -1, 0}; // right, down, left, up
    private static final int[] DY = {0, 1, 0, -1};
    private final PixelMask mask;
    private final boolean[] walked; // upper edges of pixels, each walked to the right with the pixel on the right hand

    private MaskOutline(PixelMask mask) {
        this.mask = mask;
        walked = new boolean[mask.width() * mask.height()];
    }

    static List<List<double[][]>> of(PixelMask mask) {
        MaskOutline outline = new MaskOutline(mask);
        List<List<double[][]>> polygons = new ArrayList<>();
        List<double[][]> holes = new ArrayList<>();
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                boolean edge = mask.contains(x, y) && !mask.contains(x, y - 1);
                if (!edge || outline.walked[y * mask.width() + x]) continue;
                double[][] ring = outline.ring(x, y);
                if (area(ring) > 0) polygons.add(new ArrayList<>(List.<double[][]>of(ring)));
                else holes.add(ring);
            }
        }
        for (double[][] hole : holes) around(polygons, hole).add(hole);
        return polygons;
    }

    /** Walks along the edges from the upper left corner of a pixel, the inside on the right hand, until it is there again. */
    private double[][] ring(int startX, int startY) {
        List<double[]> corners = new ArrayList<>();
        int x = startX;
        int y = startY;
        int direction = 0;
        do {
            if (direction == 0) walked[y * mask.width() + x] = true;
            x += DX[direction];
            y += DY[direction];
            int turned = turn(x, y, direction);
            if (turned != direction) corners.add(new double[] {mask.x() + x, mask.y() + y});
            direction = turned;
        } while (x != startX || y != startY || direction != 0);
        return corners.toArray(double[][]::new);
    }

    /** To the right where nothing is ahead on the right hand, to the left where something is ahead on the left hand too. */
    private int turn(int x, int y, int direction) {
        if (!isAhead(x, y, direction, true)) return (direction + 1) % 4;
        return isAhead(x, y, direction, false) ? (direction + 3) % 4 : direction;
    }

    /** Whether the pixel ahead of a corner, on one hand, is inside. */
    private boolean isAhead(int x, int y, int direction, boolean right) {
        return switch (direction) {
            case 0 -> mask.contains(x, right ? y : y - 1);
            case 1 -> mask.contains(right ? x - 1 : x, y);
            case 2 -> mask.contains(x - 1, right ? y - 1 : y);
            default -> mask.contains(right ? x : x - 1, y - 1);
        };
    }

    /** Above 0 where the inside is on the right hand of who walks it, y pointing down. */
    static double area(double[][] ring) {
        double twice = 0;
        for (int i = 0; i < ring.length; i++) {
            double[] a = ring[i];
            double[] b = ring[(i + 1) % ring.length];
            twice += a[0] * b[1] - b[0] * a[1];
        }
        return twice / 2;
    }

    /** The smallest polygon with a pixel of the object beside the hole in it. */
    private static List<double[][]> around(List<List<double[][]>> polygons, double[][] hole) {
        double[] a = hole[0];
        double[] b = hole[1 % hole.length];
        double length = Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
        double dx = (b[0] - a[0]) / length;
        double dy = (b[1] - a[1]) / length;
        double x = a[0] + dx / 2 - dy / 2; // the right hand of the walk
        double y = a[1] + dy / 2 + dx / 2;
        List<double[][]> best = polygons.get(0);
        double smallest = Double.POSITIVE_INFINITY;
        for (List<double[][]> polygon : polygons) {
            double size = area(polygon.get(0));
            if (size >= smallest || !contains(polygon.get(0), x, y)) continue;
            smallest = size;
            best = polygon;
        }
        return best;
    }

    private static boolean contains(double[][] ring, double x, double y) {
        boolean inside = false;
        for (int i = 0; i < ring.length; i++) {
            double[] a = ring[i];
            double[] b = ring[(i + 1) % ring.length];
            boolean crosses = a[1] > y != b[1] > y;
            if (crosses && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) inside = !inside;
        }
        return inside;
    }
}
