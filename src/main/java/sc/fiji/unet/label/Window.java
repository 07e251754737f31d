package sc.fiji.unet.label;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.unet.base.Sizes;

/** A box inside a row-major array with x fastest: minimum and size along x, y, (z). */
public record Window(int[] min, int[] size) {
    /** The smallest window around each object, by its number. */
    public static Map<Integer, Window> ofObjects(int[] objects, int[] size) {
        Map<Integer, Window> windows = new TreeMap<>();
        for (int i = 0; i < objects.length; i++) {
            if (objects[i] <= 0) continue;
            Window known = windows.get(objects[i]);
            windows.put(objects[i], known == null ? of(size, i) : known.include(size, i));
        }
        return windows;
    }

    /** The number of pixels in it. */
    public int count() {
        return Sizes.count(size);
    }

    /** The place in the whole array of the window's i-th element. */
    public int indexIn(int[] whole, int i) {
        int index = 0;
        int step = 1;
        for (int d = 0; d < size.length; d++) {
            index += (min[d] + i % size[d]) * step;
            i /= size[d];
            step *= whole[d];
        }
        return index;
    }

    /** The window wider by a margin on every side, within the whole. */
    public Window expand(int margin, int[] whole) {
        int[] margins = new int[size.length];
        Arrays.fill(margins, margin);
        return expand(margins, whole);
    }

    /** The same with a margin for each axis. */
    Window expand(int[] margin, int[] whole) {
        int[] newMin = new int[size.length];
        int[] newSize = new int[size.length];
        for (int d = 0; d < size.length; d++) {
            newMin[d] = Math.max(0, min[d] - margin[d]);
            newSize[d] = Math.min(whole[d], min[d] + size[d] + margin[d]) - newMin[d];
        }
        return new Window(newMin, newSize);
    }

    /** The smallest window that also holds the pixel at this place of the whole array. */
    Window include(int[] whole, int index) {
        int[] newMin = min.clone();
        int[] newSize = size.clone();
        for (int d = 0; d < size.length; d++) {
            int position = index % whole[d];
            index /= whole[d];
            newMin[d] = Math.min(min[d], position);
            newSize[d] = Math.max(min[d] + size[d], position + 1) - newMin[d];
        }
        return new Window(newMin, newSize);
    }

    /** The window of a single pixel. */
    public static Window of(int[] whole, int index) {
        int[] min = new int[whole.length];
        int[] size = new int[whole.length];
        for (int d = 0; d < whole.length; d++) {
            min[d] = index % whole[d];
            size[d] = 1;
            index /= whole[d];
        }
        return new Window(min, size);
    }
}
