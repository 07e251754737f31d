package sc.fiji.unet.imagej.pixels;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.process.LUT;
import java.util.stream.IntStream;

/** Tells color tables of 8-bit images apart: shades of gray, colors that stand for classes, or mere display. */
public final class ColorTables {
    private static final int SMOOTH = 16;
    private static final int MOST_LEVELS = 255;

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

    /**
     * The table of an image that is gray and short, with no level twice, as programs write that save space: the numbers are
     * places in the table only, and differ from file to file. A table of 256 grays, a rising one up to the last of them or a
     * falling one is how somebody looked at the numbers: then null.
     */
    static LUT levels(ImagePlus imp) {
        if (imp.getBitDepth() != 8 || imp.getStackSize() > 1 || isTiff(imp)) return null;
        LUT lut = imp.getProcessor().getLut();
        int n = Math.max(entries(lut), (int) imp.getProcessor().getStats().max + 1);
        if (n >= MOST_LEVELS || n > lut.getMapSize() || !gray(lut)) return null;
        int[] levels = IntStream.range(0, n).map(lut::getRGB).toArray();
        boolean falling = n > 2 && IntStream.range(1, n).allMatch(i -> (levels[i] & 0xFF) < (levels[i - 1] & 0xFF));
        return falling || IntStream.of(levels).distinct().count() < n ? null : lut;
    }

    /** Those before the padding, for which readers take black or the first; of two, also the second. */
    private static int entries(LUT lut) {
        int n = lut.getMapSize();
        while (n > 2 && ((lut.getRGB(n - 1) & 0xFFFFFF) == 0 || lut.getRGB(n - 1) == lut.getRGB(0))) n--;
        boolean two = IntStream.range(2, n).allMatch(i -> lut.getRGB(i) == lut.getRGB(1));
        return two ? 2 : n;
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

    /** In TIFF files, gray images keep the table that they were last looked at with. */
    static boolean isTiff(ImagePlus imp) {
        FileInfo info = imp.getOriginalFileInfo();
        return info != null && info.fileFormat == FileInfo.TIFF;
    }

    /** Entries without the padding at the end. */
    private static int used(LUT lut) {
        int n = lut.getMapSize();
        while (n > 1 && lut.getRGB(n - 1) == lut.getRGB(n - 2)) n--;
        return n;
    }
}
