package sc.fiji.unet.config;

/**
 * One class that a model tells apart. Its index is its place in the model's list; index 0 is the background.
 *
 * @param name as people call it
 * @param value the pixel value in label images that stands for it
 * @param color 0xRRGGBB, for overlays and color tables
 */
public record ClassInfo(String name, int value, int color) {
    private static final int[] COLORS = {
        0x000000, 0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x999999
    };

    /** A class called by its index, with a color that color-blind people can tell apart (Okabe and Ito 2008). */
    public static ClassInfo ofIndex(int index) {
        String name = index == 0 ? "background" : "class" + index;
        return new ClassInfo(name, index, defaultColor(index));
    }

    /** The default color of a class index; repeats after eight foreground classes. */
    public static int defaultColor(int index) {
        return index == 0 ? COLORS[0] : COLORS[1 + (index - 1) % (COLORS.length - 1)];
    }
}
