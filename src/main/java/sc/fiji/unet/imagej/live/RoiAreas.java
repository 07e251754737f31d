package sc.fiji.unet.imagej.live;

import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloodFiller;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.Optional;
import sc.fiji.unet.live.Area;
import sc.fiji.unet.live.Rect;

/** What ROIs cover. Stateless. */
final class RoiAreas {
    private static final int ALIKE = 1;
    private static final int FILLED = 2;

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

    /** What is connected to a pixel and about as bright, without holes in it; empty where that is the whole image. */
    static Optional<Area> flood(ImageProcessor ip, int x, int y, double tolerance) {
        ByteProcessor alike = alike(ip, x, y, tolerance);
        alike.setValue(FILLED);
        new FloodFiller(alike).fill(x, y);
        byte[] bytes = (byte[]) alike.getPixels();
        Rect box = filled(bytes, ip.getWidth());
        boolean[] inside = new boolean[Math.toIntExact(box.size())];
        int pixels = 0;
        for (int i = 0; i < inside.length; i++) {
            int at = (box.y() + i / box.width()) * ip.getWidth() + box.x() + i % box.width();
            inside[i] = bytes[at] == FILLED;
            if (inside[i]) pixels++;
        }
        return pixels == bytes.length ? Optional.empty() : Optional.of(new Area(box, inside));
    }

    private static ByteProcessor alike(ImageProcessor ip, int x, int y, double tolerance) {
        ByteProcessor alike = new ByteProcessor(ip.getWidth(), ip.getHeight());
        float value = value(ip, x, y);
        for (int i = 0; i < alike.getPixelCount(); i++) {
            float other = value(ip, i % ip.getWidth(), i / ip.getWidth());
            if (Math.abs(other - value) <= tolerance) alike.set(i, ALIKE);
        }
        alike.set(x, y, ALIKE); // though it be no number
        return alike;
    }

    /** Brightness of color images, else the number that is stored: the range that is displayed is of those. */
    private static float value(ImageProcessor ip, int x, int y) {
        return ip instanceof ColorProcessor ? ip.getPixelValue(x, y) : ip.getf(x, y);
    }

    private static Rect filled(byte[] bytes, int width) {
        int left = width;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != FILLED) continue;
            if (top < 0) top = i / width;
            bottom = i / width;
            left = Math.min(left, i % width);
            right = Math.max(right, i % width);
        }
        return new Rect(left, top, right - left + 1, bottom - top + 1);
    }
}
