package sc.fiji.unet.imagej.labels;

import ij.process.LUT;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Colors that people tell apart: each new one is as far as can be, in CIE L*a*b*, from black and all before it (the idea
 * of Glasbey et al. 2007), among colors neither too dark nor too pale for a black ground. The order never changes.
 */
public final class DistinctColors {
    private static final int STEPS = 14;
    private static final double MIN_LIGHTNESS = 35;
    private static final double MAX_LIGHTNESS = 92;
    private static final int[] COLORS = choose(255);

    private DistinctColors() {}

    /** 0xRRGGBB of a label; 0 is black, labels above 255 begin again. */
    public static int of(int label) {
        return label == 0 ? 0 : COLORS[(label - 1) % COLORS.length];
    }

    /** A color table: black for 0, then {@link #of} each label up to 255. */
    public static LUT lut() {
        byte[][] rgb = new byte[3][256];
        for (int i = 0; i < 256; i++) set(rgb, i, of(i));
        return new LUT(rgb[0], rgb[1], rgb[2]);
    }

    /** Sets one entry of a color table in its red, green and blue parts. */
    static void set(byte[][] rgb, int index, int color) {
        for (int c = 0; c < 3; c++) rgb[c][index] = (byte) (color >> 16 - 8 * c);
    }

    private static int[] choose(int count) {
        int[] candidates = candidates();
        double[][] labs =
                Arrays.stream(candidates).mapToObj(DistinctColors::lab).toArray(double[][]::new);
        double[] nearest = new double[candidates.length];
        double[] black = lab(0);
        for (int i = 0; i < nearest.length; i++) nearest[i] = distance(labs[i], black);
        int[] chosen = new int[count];
        for (int n = 0; n < count; n++) {
            int best = 0;
            for (int i = 1; i < nearest.length; i++) if (nearest[i] > nearest[best]) best = i;
            chosen[n] = candidates[best];
            for (int i = 0; i < nearest.length; i++) nearest[i] = Math.min(nearest[i], distance(labs[i], labs[best]));
        }
        return chosen;
    }

    private static int[] candidates() {
        List<Integer> colors = new ArrayList<>();
        for (int i = 0; i < STEPS * STEPS * STEPS; i++) {
            int rgb = level(i / STEPS / STEPS) << 16 | level(i / STEPS % STEPS) << 8 | level(i % STEPS);
            double lightness = lab(rgb)[0];
            if (lightness >= MIN_LIGHTNESS && lightness <= MAX_LIGHTNESS) colors.add(rgb);
        }
        return colors.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int level(int step) {
        return 255 * step / (STEPS - 1);
    }

    /** CIE L*a*b* of an sRGB color under D65. */
    public static double[] lab(int rgb) {
        double r = linear(rgb >> 16 & 0xFF);
        double g = linear(rgb >> 8 & 0xFF);
        double b = linear(rgb & 0xFF);
        double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double linear(int value) {
        double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static double root(double t) {
        return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
