package sc.fiji.unet.label;

import java.util.Arrays;

/** Holes: connected background (by faces) that does not reach the edge of the image and borders on one class only. */
final class Holes {
    private static final int SEVERAL = -1;

    private Holes() {}

    /** A map where holes of at most so many pixels have the class around them. */
    static ClassMap fill(ClassMap map, int maxPixels) {
        int[] classes = map.classes();
        int[] background = Arrays.stream(classes).map(k -> k > 0 ? 0 : 1).toArray();
        int count = Components.label(background, map.size(), Connectivity.FACE, background);
        int[] around = around(map, background, count);
        int[] pixels = new int[count + 1];
        for (int hole : background) pixels[hole]++;
        int[] filled = classes.clone();
        for (int i = 0; i < filled.length; i++) {
            int hole = background[i];
            if (hole > 0 && around[hole] > 0 && pixels[hole] <= maxPixels) filled[i] = around[hole];
        }
        return map.withClasses(filled);
    }

    /** The class around each piece of background; {@link #SEVERAL} where it is open or borders on more than one. */
    private static int[] around(ClassMap map, int[] background, int count) {
        Neighbors neighbors = new Neighbors(map.size(), Connectivity.FACE);
        int[] around = new int[count + 1];
        for (int i = 0; i < background.length; i++) {
            int piece = background[i];
            if (piece == 0) continue;
            if (neighbors.onEdge(i)) around[piece] = SEVERAL;
            int n = neighbors.of(i);
            for (int j = 0; j < n; j++) {
                int near = map.classes()[neighbors.get(j)];
                if (near <= 0 || around[piece] == near) continue;
                around[piece] = around[piece] == 0 ? near : SEVERAL;
            }
        }
        return around;
    }
}
