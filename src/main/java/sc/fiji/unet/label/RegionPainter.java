package sc.fiji.unet.label;

import java.util.Arrays;

/**
 * Paints regions into the class index and the instance label of each pixel of one plane. A later region covers an
 * earlier one. For one thread.
 */
public final class RegionPainter {
    /** The class and the instance of a pixel that nobody annotated. */
    public static final int IGNORE = -1;

    private final int width;
    private final int height;
    private final int[] classes;
    private final int[] instances;

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
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (labels[y * width + x] > 1 && touchesSmaller(labels, kinds, x, y)) clear(y * width + x);
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
