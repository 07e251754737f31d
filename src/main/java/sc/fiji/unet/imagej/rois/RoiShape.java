package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.ImageRoi;
import ij.gui.Line;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.label.Region;

/**
 * The pixels that a ROI stands for: areas by their mask (holes stay holes), lines by a round brush of their stroke width,
 * points by a disk around the pixel they lie in. Opens no window.
 */
final class RoiShape {
    private static final long MOST_TIMES = 16;
    private static final long SMALL = 1 << 20;

    private RoiShape() {}

    /** Whether a ROI marks pixels; text, arrows, pictures and angles only decorate an overlay. */
    static boolean marksPixels(Roi roi) {
        boolean decoration = roi instanceof TextRoi || roi instanceof Arrow || roi instanceof ImageRoi;
        return !decoration && roi.getType() != Roi.ANGLE && !"|SB|".equals(roi.getName());
    }

    /** Whether a ROI is a point or a line: a hint at an object rather than its outline. */
    static boolean isScribble(Roi roi) {
        return roi.isLineOrPoint();
    }

    /** A ROI of several points as one ROI a point, each at its own stack position; any other as itself. */
    static List<Roi> parts(Roi roi) {
        if (!(roi instanceof PointRoi points) || points.size() < 2) return List.of(roi);
        FloatPolygon where = points.getFloatPolygon();
        List<Roi> parts = new ArrayList<>();
        for (int i = 0; i < where.npoints; i++) {
            Roi part = new PointRoi(where.xpoints[i], where.ypoints[i]);
            if (points.hasHyperStackPosition()) {
                part.setPosition(points.getCPosition(), points.getZPosition(), points.getTPosition());
            } else {
                part.setPosition(points.getPointPosition(i));
            }
            parts.add(part);
        }
        return parts;
    }

    /**
     * The pixels of a ROI on an image; of one that reaches far outside, as a slide's outline does on a cutout, those inside.
     *
     * @param pointRadius radius of the disk that a point becomes, in pixels; 0 is one pixel
     */
    static Region region(Roi roi, double pointRadius, ImagePlus imp) {
        if (roi instanceof PointRoi point) return disk(point.getFloatPolygon(), pointRadius);
        if (isHuge(roi, imp)) return region(clipped(roi, imp), pointRadius, imp);
        if (roi.isLine()) return stroke(roi);
        if (CenterOutline.is(roi)) return CenterOutline.region(roi);
        Rectangle box = roi.getBounds();
        ImageProcessor mask = roi.getMask();
        return new Region(box.x, box.y, box.width, box.height, mask == null ? null : (byte[]) mask.getPixels());
    }

    /** Its mask would take many times the memory of the image. */
    private static boolean isHuge(Roi roi, ImagePlus imp) {
        Rectangle box = roi.getBounds();
        long most = Math.min(Integer.MAX_VALUE / 2, MOST_TIMES * imp.getWidth() * imp.getHeight() + SMALL);
        long margin = roi.isLine() ? 2L * Math.round(roi.getStrokeWidth()) + 4 : 0;
        Rectangle2D exact = roi.getFloatBounds(); // the other overflows
        boolean overflows = box.width < 0
                || box.height < 0
                || !(exact.getWidth() < Integer.MAX_VALUE)
                || !(exact.getHeight() < Integer.MAX_VALUE);
        return overflows || (box.width + margin) * (box.height + margin) > most;
    }

    private static Roi clipped(Roi roi, ImagePlus imp) {
        if (roi.isLine()) {
            throw new InputException("The line \"" + roi.getName() + "\" reaches far outside of " + imp.getTitle()
                    + " (" + imp.getWidth() + " x " + imp.getHeight()
                    + " pixels): expected one on the image. Draw it anew.");
        }
        Rectangle image = new Rectangle(imp.getWidth(), imp.getHeight());
        Roi inside = shape(roi).and(new ShapeRoi(image));
        return inside.getBounds().isEmpty() || !image.contains(inside.getBounds()) ? new Roi(-1, -1, 1, 1) : inside;
    }

    /** As exact numbers where ImageJ would go by way of a mask. */
    private static ShapeRoi shape(Roi roi) {
        Rectangle2D box = roi.getFloatBounds();
        if (roi.getType() == Roi.OVAL) {
            return new ShapeRoi(new Ellipse2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight()));
        }
        return roi.getType() == Roi.RECTANGLE ? new ShapeRoi(box) : new ShapeRoi(roi);
    }

    private static Region disk(FloatPolygon point, double radius) {
        int reach = (int) Math.floor(radius);
        int size = 2 * reach + 1;
        byte[] mask = new byte[size * size];
        for (int i = 0; i < mask.length; i++) {
            if (Math.hypot(i % size - reach, i / size - reach) <= radius) mask[i] = 1;
        }
        int x = (int) Math.floor(point.xpoints[0]);
        int y = (int) Math.floor(point.ypoints[0]);
        return new Region(x - reach, y - reach, size, size, mask);
    }

    private static Region stroke(Roi roi) {
        int brush = Math.max(1, Math.round(roi.getStrokeWidth()));
        Rectangle box = roi.getBounds();
        box.grow(brush + 1, brush + 1);
        ByteProcessor mask = new ByteProcessor(box.width, box.height);
        mask.setColor(255);
        mask.setLineWidth(brush);
        FloatPolygon line = roi instanceof Line straight ? straight.getFloatPoints() : roi.getFloatPolygon();
        mask.moveTo(Math.round(line.xpoints[0]) - box.x, Math.round(line.ypoints[0]) - box.y);
        for (int i = 1; i < line.npoints; i++) {
            mask.lineTo(Math.round(line.xpoints[i]) - box.x, Math.round(line.ypoints[i]) - box.y);
        }
        return new Region(box.x, box.y, box.width, box.height, (byte[]) mask.getPixels());
    }
}
