package sc.fiji.unet.label;

/** Lets labels spread over pixels that have none. */
public final class Growth {
    private Growth() {}

    /** Which pixels a label may spread over. */
    public interface Step {
        /** Whether it may go from a pixel to a neighbor that has no label. */
        boolean goes(int from, int near);
    }

    /**
     * From all labels at once, pixel by pixel in order of distance.
     *
     * @param labels 0 where there is none; changed
     * @param size x, y, (z)
     */
    public static void of(int[] labels, int[] size, Step step) {
        Neighbors neighbors = new Neighbors(size, Connectivity.FACE);
        int[] queue = new int[labels.length];
        int last = 0;
        for (int i = 0; i < labels.length; i++) if (labels[i] > 0) queue[last++] = i;
        for (int first = 0; first < last; first++) {
            int from = queue[first];
            int n = neighbors.of(from);
            for (int i = 0; i < n; i++) {
                int near = neighbors.get(i);
                if (labels[near] != 0 || !step.goes(from, near)) continue;
                labels[near] = labels[from];
                queue[last++] = near;
            }
        }
    }
}
