package sc.fiji.unet.label;

/** Numbers the connected parts of one plane, corners connecting, in the order in which their first pixels are met. */
public final class PlaneComponents {
    private final int[] values;
    private final int width;
    private final int[] parts;
    private final int[] queue;

    private PlaneComponents(int[] values, int width) {
        this.values = values;
        this.width = width;
        parts = new int[values.length];
        queue = new int[values.length];
    }

    /**
     * The part that each pixel belongs to: 1.. for values above 0, each part of one value only; others 0.
     *
     * @param values rows one after another
     * @param first the number of the first part
     */
    public static int[] label(int[] values, int width, int first) {
        PlaneComponents components = new PlaneComponents(values, width);
        int next = first;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0 && components.parts[i] == 0) components.fill(i, next++);
        }
        return components.parts;
    }

    private void fill(int seed, int part) {
        int end = 0;
        queue[end++] = seed;
        parts[seed] = part;
        for (int next = 0; next < end; next++) {
            int x = queue[next] % width;
            int y = queue[next] / width;
            for (int v = Math.max(0, y - 1); v <= Math.min(values.length / width - 1, y + 1); v++) {
                for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                    int there = v * width + u;
                    if (parts[there] != 0 || values[there] != values[seed]) continue;
                    parts[there] = part;
                    queue[end++] = there;
                }
            }
        }
    }
}
