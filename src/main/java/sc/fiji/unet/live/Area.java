package sc.fiji.unet.live;

import java.util.Arrays;

/**
 * Some pixels of a plane, of any shape.
 *
 * @param box around them
 * @param inside for each pixel of the box, row by row, whether it belongs
 */
public record Area(Rect box, boolean[] inside) {
    /** All pixels of a rectangle. */
    public static Area of(Rect box) {
        boolean[] all = new boolean[Math.toIntExact(box.size())];
        Arrays.fill(all, true);
        return new Area(box, all);
    }

    /**
     * What a round brush covers that is drawn along a line; at least the pixels under its ends.
     *
     * @param from x and y of one end, in pixels; the middle of the first pixel is at 0.5
     * @param to the other end
     * @param radius in pixels
     */
    public static Area brush(double[] from, double[] to, double radius) {
        double r = Math.max(0.71, radius);
        int x = (int) Math.floor(Math.min(from[0], to[0]) - r);
        int y = (int) Math.floor(Math.min(from[1], to[1]) - r);
        int right = (int) Math.ceil(Math.max(from[0], to[0]) + r);
        int bottom = (int) Math.ceil(Math.max(from[1], to[1]) + r);
        Rect box = new Rect(x, y, right - x, bottom - y);
        boolean[] inside = new boolean[Math.toIntExact(box.size())];
        for (int i = 0; i < inside.length; i++) {
            double px = x + i % box.width() + 0.5;
            double py = y + i / box.width() + 0.5;
            inside[i] = distance(px, py, from, to) <= r;
        }
        return new Area(box, inside);
    }

    private static double distance(double px, double py, double[] from, double[] to) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : ((px - from[0]) * dx + (py - from[1]) * dy) / length;
        double t = Math.max(0, Math.min(1, along));
        return Math.hypot(px - from[0] - t * dx, py - from[1] - t * dy);
    }
}
