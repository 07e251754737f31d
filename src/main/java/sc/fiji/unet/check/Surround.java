package sc.fiji.unet.check;

import java.util.Arrays;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;

/**
 * What lies around what in a mask, by its small picture.
 *
 * @param edge share of the pixels along the edge of the image that are not 0
 * @param holes pieces of 0 that have a pixel all of whose neighbors are 0, too
 */
record Surround(double edge, int holes) {
    /** Nobody looked. */
    static final Surround NONE = new Surround(0, 0);

    static Surround of(Sketch sketch) {
        int width = sketch.width();
        int height = sketch.height();
        if (width < 3 || height < 3) return NONE;
        int[] labels = sketch.labels();
        int[] zeros = Arrays.stream(labels).map(label -> label == 0 ? 1 : 0).toArray();
        int[] pieces = new int[zeros.length];
        int count = Components.label(zeros, new int[] {width, height}, Connectivity.FULL, pieces);
        boolean[] solid = new boolean[count + 1];
        int edge = 0;
        for (int i = 0; i < zeros.length; i++) {
            int x = i % width;
            int y = i / width;
            if (x == 0 || y == 0 || x == width - 1 || y == height - 1) edge += 1 - zeros[i];
            else if (zeros[i] + zeros[i - 1] + zeros[i + 1] + zeros[i - width] + zeros[i + width] == 5)
                solid[pieces[i]] = true;
        }
        int holes = 0;
        for (boolean one : solid) if (one) holes++;
        return new Surround((double) edge / (2 * (width + height) - 4), holes);
    }
}
