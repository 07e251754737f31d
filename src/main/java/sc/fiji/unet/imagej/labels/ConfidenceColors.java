package sc.fiji.unet.imagej.labels;

import ij.process.LUT;

/**
 * Colors for how sure a network is of an object: orange at 0.5 and below, over yellow, to blue at 1. Colors that people with
 * any kind of color vision tell apart.
 */
public final class ConfidenceColors {
    private static final int[] COLORS = {0xD55E00, 0xF0E442, 0x0072B2};
    private static final double LOWEST = 0.5;

    private ConfidenceColors() {}

    /** 0xRRGGBB of a confidence of 0 to 1. */
    public static int of(double confidence) {
        double place = (COLORS.length - 1) * Math.max(0, Math.min(1, (confidence - LOWEST) / (1 - LOWEST)));
        int low = Math.min(COLORS.length - 2, (int) place);
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = COLORS[low] >> shift & 0xFF;
            int to = COLORS[low + 1] >> shift & 0xFF;
            color |= (int) Math.round(from + (place - low) * (to - from)) << shift;
        }
        return color;
    }

    /**
     * A color table for numbers of objects: black for 0, gray for those of which nobody knows.
     *
     * @param certainty by number less 1
     */
    public static LUT lut(float[] certainty) {
        byte[][] rgb = new byte[3][256];
        for (int i = 1; i < 256; i++)
            DistinctColors.set(rgb, i, i <= certainty.length ? of(certainty[i - 1]) : 0x808080);
        return new LUT(rgb[0], rgb[1], rgb[2]);
    }
}
