package sc.fiji.unet.imagej.live;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.Wand;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.Optional;
import sc.fiji.unet.live.Area;
import sc.fiji.unet.live.Rect;

/** What ROIs cover. Stateless. */
final class RoiAreas {
    private RoiAreas() {}

    /** The pixels of an area. */
    static Area of(Roi roi) {
        Rectangle bounds = roi.getBounds();
        Rect box = new Rect(bounds.x, bounds.y, bounds.width, bounds.height);
        ImageProcessor mask = roi.getMask();
        if (mask == null) return Area.of(box);
        boolean[] inside = new boolean[bounds.width * bounds.height];
        for (int i = 0; i < inside.length; i++) inside[i] = mask.get(i) != 0;
        return new Area(box, inside);
    }

    /** What is connected to a pixel and about as bright; empty where that is the whole image or nothing. */
    static Optional<Area> flood(ImageProcessor ip, int x, int y, double tolerance) {
        Wand wand = new Wand(ip);
        wand.autoOutline(x, y, tolerance, Wand.FOUR_CONNECTED);
        if (wand.npoints == 0) return Optional.empty();
        Area area = of(new PolygonRoi(wand.xpoints, wand.ypoints, wand.npoints, Roi.TRACED_ROI));
        boolean everything = area.box().size() >= (long) ip.getWidth() * ip.getHeight();
        return everything ? Optional.empty() : Optional.of(area);
    }
}
