package sc.fiji.unet.image;

/**
 * Where the pixels of an interval lie on one axis of an image that is mirrored at its edges, the edge pixel itself not
 * repeated (numpy's "reflect"), again and again for intervals that reach further than the image is long.
 */
final class MirrorAxis {
    private final long length;
    private int[] index = new int[0];
    private long min;
    private int extent;
    private int runStart;
    private int runEnd;

    MirrorAxis(long length) {
        this.length = length;
    }

    /** The position inside 0..length-1 that a mirrored position stands for. */
    static long mirror(long position, long length) {
        if (length == 1) return 0;
        long period = 2 * length - 2;
        long phase = Math.floorMod(position, period);
        return phase < length ? phase : period - phase;
    }

    /** Looks at the interval from start on. */
    void locate(long start, int size) {
        if (index.length < size) index = new int[size];
        min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long position = mirror(start + i, length);
            min = Math.min(min, position);
            max = Math.max(max, position);
        }
        for (int i = 0; i < size; i++) index[i] = (int) (mirror(start + i, length) - min);
        extent = (int) (max - min + 1);
        runStart = (int) Math.max(0, Math.min(size, -start));
        runEnd = (int) Math.max(runStart, Math.min(size, length - start));
    }

    /** First pixel of the image that is needed. */
    long min() {
        return min;
    }

    /** How many pixels of the image, from min on, are needed. */
    int extent() {
        return extent;
    }

    /** Where pixel i of the interval is found, counted from min. */
    int index(int i) {
        return index[i];
    }

    /** First pixel of the interval that lies inside the image; from here to runEnd the index rises by one a pixel. */
    int runStart() {
        return runStart;
    }

    /** End, exclusive, of the part of the interval that lies inside the image. */
    int runEnd() {
        return runEnd;
    }
}
