package sc.fiji.unet.imagej.rois;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import java.awt.Rectangle;
import sc.fiji.unet.label.Region;

/**
 * Outlines that go from the center of one border pixel to the next, as cellpose and OpenCV write them: ImageJ takes these
 * for corners of pixels, and would leave out the last column and row of an object. Stateless.
 */
final class CenterOutline {
    private static final int FEWEST_POINTS = 8;

    private CenterOutline() {}

    /**
     * Whether a ROI is one: a closed chain of steps to one of the eight neighbors. Traces along pixel edges go by single
     * steps, too, but down diagonals as stairs.
     */
    static boolean is(Roi roi) {
        boolean polygon = roi.getType() == Roi.POLYGON || roi.getType() == Roi.FREEROI;
        if (!polygon || !(roi instanceof PolygonRoi) || roi.isLine()) return false;
        FloatPolygon outline = roi.getFloatPolygon();
        if (outline.npoints < FEWEST_POINTS) return false;
        int n = outline.npoints;
        for (int i = 0; i < n; i++) {
            float dx = outline.xpoints[(i + 1) % n] - outline.xpoints[i];
            float dy = outline.ypoints[(i + 1) % n] - outline.ypoints[i];
            boolean whole = outline.xpoints[i] == Math.rint(outline.xpoints[i])
                    && outline.ypoints[i] == Math.rint(outline.ypoints[i]);
            boolean step = whole && Math.max(Math.abs(dx), Math.abs(dy)) == 1;
            if (!step || isStair(outline, i)) return false;
        }
        return true;
    }

    /** Two turns by a right angle, one after the other, to opposite sides. */
    private static boolean isStair(FloatPolygon outline, int i) {
        float first = turn(outline, i);
        float second = turn(outline, i + 1);
        return Math.abs(first) == 1 && first == -second && isStraight(outline, i) && isStraight(outline, i + 2);
    }

    private static float turn(FloatPolygon outline, int i) {
        return dx(outline, i) * dy(outline, i + 1) - dy(outline, i) * dx(outline, i + 1);
    }

    private static boolean isStraight(FloatPolygon outline, int i) {
        return dx(outline, i) == 0 || dy(outline, i) == 0;
    }

    private static float dx(FloatPolygon outline, int i) {
        return outline.xpoints[(i + 1) % outline.npoints] - outline.xpoints[i % outline.npoints];
    }

    private static float dy(FloatPolygon outline, int i) {
        return outline.ypoints[(i + 1) % outline.npoints] - outline.ypoints[i % outline.npoints];
    }

    /** What the outline encloses, with the pixels that it goes through. */
    static Region region(Roi roi) {
        Rectangle box = roi.getBounds();
        int width = box.width + 1;
        int height = box.height + 1;
        byte[] mask = new byte[width * height];
        byte[] inside = (byte[]) roi.getMask().getPixels();
        for (int i = 0; i < inside.length; i++) mask[i / box.width * width + i % box.width] = inside[i];
        FloatPolygon outline = roi.getFloatPolygon();
        for (int i = 0; i < outline.npoints; i++) {
            mask[((int) outline.ypoints[i] - box.y) * width + (int) outline.xpoints[i] - box.x] = 1;
        }
        return new Region(box.x, box.y, width, height, mask);
    }
}
