package sc.fiji.unet.imagej.pixels;

import ij.process.LUT;

/** Tells color tables of 8-bit images apart: shades of gray, colors that stand for classes, or mere display. */
public final class ColorTables {
    private static final int SMOOTH = 16;

    private ColorTables() {}

    /**
     * Whether neighboring entries look alike, so that the table only displays the values (gray, fire, green...). The
     * table of a quantized color picture jumps from entry to entry: there the colors are the picture.
     */
    public static boolean smooth(LUT lut) {
        int n = used(lut);
        long steps = 0;
        for (int i = 1; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                steps += Math.abs(component(lut.getRGB(i), c) - component(lut.getRGB(i - 1), c));
            }
        }
        return steps <= (long) SMOOTH * n;
    }

    /** Whether every entry is a gray. */
    public static boolean gray(LUT lut) {
        for (int i = 0; i < lut.getMapSize(); i++) {
            int rgb = lut.getRGB(i) & 0xFFFFFF;
            if (rgb != component(rgb, 0) * 0x010101) return false;
        }
        return true;
    }

    /** The red (0), green (1) or blue (2) part of each pixel. */
    static byte[] component(byte[] indices, LUT lut, int c) {
        byte[] values = new byte[indices.length];
        for (int i = 0; i < values.length; i++) values[i] = (byte) component(lut.getRGB(indices[i] & 0xFF), c);
        return values;
    }

    /** 0xRRGGBB of every entry. */
    public static int[] rgb(LUT lut) {
        int[] rgb = new int[lut.getMapSize()];
        for (int i = 0; i < rgb.length; i++) rgb[i] = lut.getRGB(i) & 0xFFFFFF;
        return rgb;
    }

    private static int component(int rgb, int c) {
        return rgb >> 16 - 8 * c & 0xFF;
    }

    /** Entries without the padding at the end. */
    private static int used(LUT lut) {
        int n = lut.getMapSize();
        while (n > 1 && lut.getRGB(n - 1) == lut.getRGB(n - 2)) n--;
        return n;
    }
}
