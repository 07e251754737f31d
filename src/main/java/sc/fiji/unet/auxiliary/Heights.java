package sc.fiji.unet.auxiliary;

import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.DistanceTransform;
import sc.fiji.unet.label.Neighbors;

/** The heights on which a watershed divides objects: what a network says, and what their common outline says. */
final class Heights {
    /** The depth of an outline, in pixels, that counts like the middle of an object. */
    private static final double DEEP = 16;

    /** Where nothing is known of an outline. */
    private static final double DEEPEST = 1e4;

    private Heights() {}

    /**
     * Mixes both; the network's depth is smoothed over the neighbors of each pixel, as networks that enlarge by two give a
     * checkerboard.
     *
     * @param shape the share of the outline's depth
     */
    static float[] of(ClassMap map, float[] depth, double shape) {
        float[] smooth = smoothed(map.size(), smoothed(map.size(), depth));
        if (shape == 0) return smooth;
        int[] classes = map.classes();
        float[] squared = DistanceTransform.squared(i -> classes[i] <= 0, map.size());
        for (int i = 0; i < smooth.length; i++) {
            // the square root of a depth dips as much between small objects as between large ones
            double outline = Math.sqrt(Math.min(DEEPEST, Math.sqrt(squared[i])) / DEEP);
            smooth[i] = (float) ((1 - shape) * smooth[i] + shape * outline);
        }
        return smooth;
    }

    private static float[] smoothed(int[] size, float[] values) {
        Neighbors neighbors = new Neighbors(size, Connectivity.FULL);
        float[] means = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int n = neighbors.of(i);
            double sum = values[i];
            for (int k = 0; k < n; k++) sum += values[neighbors.get(k)];
            means[i] = (float) (sum / (n + 1));
        }
        return means;
    }
}
