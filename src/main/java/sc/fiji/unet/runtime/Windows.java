package sc.fiji.unet.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * How a stretch of pixels is covered by windows of a size that a network takes: one that holds all of it, mirrored pixels
 * beyond its end, or several of a fixed size that overlap.
 *
 * @param window size of each
 * @param parts from the first to the last
 */
record Windows(int window, List<Part> parts) {
    /**
     * One window.
     *
     * @param start its first pixel
     * @param from the first pixel that is taken from it
     * @param to one past the last
     */
    record Part(int start, int from, int to) {}

    /**
     * Covers pixels.
     *
     * @param pixels how many
     * @param sizes that windows may have
     * @param halo pixels at the edges of a window that are taken only where there are no others
     * @param grid of which each window has to begin at a multiple
     */
    static Windows of(int pixels, ForeignNetwork.Size sizes, int halo, int grid) {
        int window = sizes.holding(pixels);
        if (window >= pixels) return new Windows(window, List.of(new Part(0, 0, pixels)));
        int overlap = Math.min(halo, (window - 1) / 2) / grid * grid;
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int start = 0; from < pixels; start += window - 2 * overlap) {
            boolean last = start + window >= pixels;
            int to = last ? pixels : start + window - overlap;
            parts.add(new Part(last ? pixels - window : start, from, to));
            from = to;
        }
        return new Windows(window, parts);
    }
}
