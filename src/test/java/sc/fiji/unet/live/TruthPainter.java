package sc.fiji.unet.live;

import sc.fiji.unet.label.DistanceTransform;

/**
 * Paints as a person would who knows the truth: where the prediction is most wrong, a short stroke well within what belongs to
 * the class.
 */
public final class TruthPainter {
    private static final double RADIUS = 2;
    private static final int LONGEST = 24;
    private static final int DIRECTIONS = 16;

    private final int[] truth;
    private final int width;
    private final int height;

    /** Knows the class of each pixel, row by row. */
    public TruthPainter(int[] truth, int width) {
        this.truth = truth;
        this.width = width;
        height = truth.length / width;
    }

    /**
     * Paints a stroke of a class where most of it is missing; nothing where nothing is.
     *
     * @param found predicted classes; null where nothing was predicted yet
     * @return whether a stroke was painted
     */
    public boolean paint(LiveStrokes strokes, int plane, int index, int[] found) {
        int[] learned = strokes.target(plane, strokes.whole(plane), false);
        int[] held = strokes.target(plane, strokes.whole(plane), true);
        float[] depth = DistanceTransform.squared(
                i -> !(truth[i] == index && learned[i] < 0 && held[i] < 0 && (found == null || found[i] != index)),
                new int[] {width, height},
                new double[] {1, 1});
        int deepest = 0;
        for (int i = 1; i < depth.length; i++) if (depth[i] > depth[deepest]) deepest = i;
        if (!(depth[deepest] > 1) || depth[deepest] > 1e9) return false;
        double[] from = {deepest % width + 0.5, deepest / width + 0.5};
        Area line = Area.brush(from, end(from, index), RADIUS);
        strokes.begin(index);
        strokes.add(plane, within(line, index));
        strokes.end();
        return true;
    }

    /** The end of the longest line that stays in the class. */
    private double[] end(double[] from, int index) {
        double[] best = from;
        int longest = 0;
        for (int d = 0; d < DIRECTIONS; d++) {
            double dx = Math.cos(2 * Math.PI * d / DIRECTIONS);
            double dy = Math.sin(2 * Math.PI * d / DIRECTIONS);
            int length = 0;
            while (length < LONGEST && is(from[0] + dx * (length + 3), from[1] + dy * (length + 3), index)) length++;
            if (length <= longest) continue;
            longest = length;
            best = new double[] {from[0] + dx * length, from[1] + dy * length};
        }
        return best;
    }

    private boolean is(double x, double y, int index) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        return column >= 0 && row >= 0 && column < width && row < height && truth[row * width + column] == index;
    }

    private Area within(Area area, int index) {
        boolean[] inside = area.inside().clone();
        for (int i = 0; i < inside.length; i++) {
            int x = area.box().x() + i % area.box().width();
            int y = area.box().y() + i / area.box().width();
            inside[i] &= is(x, y, index);
        }
        return new Area(area.box(), inside);
    }
}
