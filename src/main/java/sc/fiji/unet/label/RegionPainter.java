package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Paints regions into the class index and the instance label of each pixel of one plane. A later region covers an
 * earlier one. For one thread.
 */
public final class RegionPainter {
    /** The class and the instance of a pixel that nobody annotated. */
    public static final int IGNORE = -1;

    private static final int NARROWEST_RIM = 3;
    private static final int WIDEST_RIM = 12;

    private final int width;
    private final int height;
    private final BitSet covered = new BitSet();
    private final int[] classes;
    private final int[] instances;
    private int[] whole;

    /**
     * A plane on which nothing is painted yet.
     *
     * @param outside what unpainted pixels are: 0 background or {@link #IGNORE}
     */
    public RegionPainter(int width, int height, int outside) {
        this.width = width;
        this.height = height;
        classes = new int[width * height];
        Arrays.fill(classes, outside);
        instances = classes.clone();
    }

    /**
     * Paints the part of a region that lies in the plane.
     *
     * @param classIndex 0 background, {@link #IGNORE}, or the index of a class
     * @param instance label of the object; background and ignored regions have none and take their class for it
     * @return how many pixels it covers
     */
    public int paint(Region region, int classIndex, int instance) {
        int painted = 0;
        for (int y = Math.max(0, region.y()); y < Math.min(height, region.y() + region.height()); y++) {
            for (int x = Math.max(0, region.x()); x < Math.min(width, region.x() + region.width()); x++) {
                if (!region.contains(x - region.x(), y - region.y())) continue;
                covered.set(y * width + x);
                classes[y * width + x] = classIndex;
                instances[y * width + x] = classIndex > 0 ? instance : classIndex;
                painted++;
            }
        }
        return painted;
    }

    /**
     * Turns pixels into background until no two objects of one class touch, corners included: of two that touch, the one
     * with the larger label gives way. (Objects of different classes stay apart by their class.)
     */
    public void separateTouching() {
        int[] labels = instances.clone();
        int[] kinds = classes.clone();
        whole = labels;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (labels[y * width + x] > 1 && touchesSmaller(labels, kinds, x, y)) clear(y * width + x);
            }
        }
    }

    /**
     * Turns pixels around objects on which nothing was painted into background, as wide as a third of the object's radius:
     * who outlines an object says where it ends.
     *
     * @param outlined which labels of objects this holds for
     */
    public void surround(IntPredicate outlined) {
        int[] pixels = new int[Arrays.stream(instances).max().orElse(0) + 1];
        for (int label : instances) if (label > 0) pixels[label]++;
        for (int i = 0; i < instances.length; i++) {
            int label = instances[i];
            if (label > 0 && outlined.test(label) && meetsUnpainted(i)) disk(i, rim(pixels[label]));
        }
    }

    private static int rim(int pixels) {
        return (int) Math.max(NARROWEST_RIM, Math.min(WIDEST_RIM, Math.round(Math.sqrt(pixels / Math.PI) / 3)));
    }

    private boolean meetsUnpainted(int index) {
        int x = index % width;
        int y = index / width;
        return x > 0 && !covered.get(index - 1)
                || x < width - 1 && !covered.get(index + 1)
                || y > 0 && !covered.get(index - width)
                || y < height - 1 && !covered.get(index + width);
    }

    private void disk(int center, int radius) {
        int x = center % width;
        int y = center / width;
        for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
            for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
                boolean near = (u - x) * (u - x) + (v - y) * (v - y) <= radius * radius;
                if (near && !covered.get(v * width + u)) clear(v * width + u);
            }
        }
    }

    /** Class index of each pixel, rows one after another; not copied. */
    public int[] classes() {
        return classes;
    }

    /** Instance label of each pixel, 1.., 0 for background, {@link #IGNORE}; not copied. */
    public int[] instances() {
        return instances;
    }

    /** The same before touching objects were separated; not copied. */
    public int[] wholeInstances() {
        return whole == null ? instances : whole;
    }

    private boolean touchesSmaller(int[] labels, int[] kinds, int x, int y) {
        int here = y * width + x;
        for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                int there = v * width + u;
                if (labels[there] > 0 && labels[there] < labels[here] && kinds[there] == kinds[here]) return true;
            }
        }
        return false;
    }

    private void clear(int index) {
        classes[index] = 0;
        instances[index] = 0;
    }
}
