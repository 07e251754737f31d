package sc.fiji.unet.annotations;

import java.util.Arrays;

/** A number for each pixel of an image of two or three axes, x fastest. */
public final class LabeledPixels {
    private final int otherwise;
    private long[] min;
    private int[] size;
    private byte[] values;

    /** Every pixel has this number until another is set. */
    LabeledPixels(int otherwise) {
        this.otherwise = otherwise;
    }

    void resize(long[] newMin, long[] max) {
        min = newMin;
        size = new int[min.length];
        int count = 1;
        for (int d = 0; d < size.length; d++) {
            size[d] = Math.toIntExact(max[d] - min[d] + 1);
            count *= size[d];
        }
        values = new byte[count];
        Arrays.fill(values, (byte) otherwise);
    }

    /** Whether there is such a pixel; of two numbers of a pixel the last one stays. */
    boolean set(long[] at, int number) {
        if (size == null || at.length != size.length) return false;
        int index = 0;
        for (int d = size.length - 1; d >= 0; d--) {
            long place = at[d] - min[d];
            if (place < 0 || place >= size[d]) return false;
            index = index * size[d] + (int) place;
        }
        values[index] = (byte) number;
        return true;
    }

    /** Along x, y, (z); null where nobody said. */
    public int[] size() {
        return size;
    }

    /** Those of a plane, from 0, a byte a pixel. */
    public byte[] plane(int z) {
        int pixels = size[0] * size[1];
        return Arrays.copyOfRange(values, z * pixels, (z + 1) * pixels);
    }
}
