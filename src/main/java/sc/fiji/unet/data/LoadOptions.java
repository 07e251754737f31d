package sc.fiji.unet.data;

import sc.fiji.unet.base.OptionException;

/**
 * How images and masks are brought into memory.
 *
 * @param rank 2 to learn from images (a stack is many), 3 to learn from volumes
 * @param gap width in pixels of the background put between touching instances
 * @param borderWeight w0 of the border weights between instances, 0 for none
 * @param borderWidth sigma of the border weights, in pixels
 * @param memory bytes that may be kept; images beyond it are opened anew whenever they are needed
 */
public record LoadOptions(int rank, int gap, double borderWeight, double borderWidth, long memory) {
    private static final int SHARE_OF_HEAP = 3;
    private static final int GAP = 1;
    /** w0 of the border weights between instances. */
    public static final double WEIGHT = 10;
    /** Sigma of the border weights, in pixels. */
    public static final double WIDTH = 5;

    /** Refuses impossible values. */
    public LoadOptions {
        if (rank < 2 || rank > 3) throw OptionException.outOfRange("rank", rank, "2 or 3");
        if (gap < 0 || gap > 16) throw OptionException.outOfRange("gap", gap, "0 to 16");
        if (!(borderWeight >= 0 && borderWeight <= 1000)) {
            throw OptionException.outOfRange("borderweight", borderWeight, "0 to 1000");
        }
        if (!(borderWidth > 0 && borderWidth <= 100)) {
            throw OptionException.outOfRange("borderwidth", borderWidth, "above 0 to 100");
        }
    }

    /** Images, instances kept apart as in the U-Net paper, a third of the heap. */
    public static LoadOptions defaults() {
        return new LoadOptions(2, GAP, WEIGHT, WIDTH, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** A copy for images (2) or volumes (3). */
    public LoadOptions withRank(int value) {
        return new LoadOptions(value, gap, borderWeight, borderWidth, memory);
    }

    /** A copy that takes instances as they are. */
    public LoadOptions withoutBorders() {
        return withBorders(0, 0, WIDTH);
    }

    /** A copy that keeps instances apart in this way. */
    public LoadOptions withBorders(int newGap, double weight, double width) {
        return new LoadOptions(rank, newGap, weight, width, memory);
    }

    /** A copy that keeps at most this many bytes. */
    public LoadOptions withMemory(long bytes) {
        return new LoadOptions(rank, gap, borderWeight, borderWidth, bytes);
    }
}
