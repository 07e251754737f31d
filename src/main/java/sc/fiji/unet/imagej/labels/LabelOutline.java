package sc.fiji.unet.imagej.labels;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The outline of all pixels of one label on a plane.
 *
 * @param label above 0
 * @param roi along the pixel edges; composite where there are holes or several parts
 * @param pixels how many there are
 * @param first index of the first one, in rows from above
 */
public record LabelOutline(int label, Roi roi, int pixels, int first) {
    /** The outlines of all labels of a plane, by label. */
    public static List<LabelOutline> all(int[] labels, int width) {
        List<LabelOutline> all = new ArrayList<>();
        each(labels, width, all::add);
        return all;
    }

    /** The same, each made when the one before has been used. */
    public static void each(int[] labels, int width, Consumer<LabelOutline> use) {
        Map<Integer, Extent> extents = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            int index = i;
            if (labels[i] > 0)
                extents.computeIfAbsent(labels[i], l -> new Extent(index, width))
                        .add(i % width, i / width);
        }
        extents.forEach((label, extent) -> use.accept(
                new LabelOutline(label, roi(labels, width, label, extent.box), extent.pixels, extent.first)));
    }

    private static Roi roi(int[] labels, int width, int label, Rectangle box) {
        ByteProcessor mask = new ByteProcessor(box.width, box.height);
        for (int y = 0; y < box.height; y++) {
            for (int x = 0; x < box.width; x++) {
                if (labels[(box.y + y) * width + box.x + x] == label) mask.set(x, y, 255);
            }
        }
        mask.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
        Roi roi = new ThresholdToSelection().convert(mask);
        Rectangle within = roi.getBounds();
        roi.setLocation(box.x + within.x, box.y + within.y);
        return roi;
    }

    /** What one pass over the plane finds out about a label. */
    private static final class Extent {
        private final int first;
        private final Rectangle box;
        private int pixels;

        Extent(int first, int width) {
            this.first = first;
            box = new Rectangle(first % width, first / width, 1, 1);
        }

        void add(int x, int y) {
            box.add(new Rectangle(x, y, 1, 1));
            pixels++;
        }
    }
}
