package sc.fiji.unet.label;

import sc.fiji.unet.base.InputException;

/**
 * How little of an image a way to tell objects apart has to see: pieces of connected foreground each by itself. Whoever
 * shows it one piece, all else being background, gets the objects that it finds there in the whole image.
 *
 * @param united whether pixels of all classes are one foreground; else each class has its own pieces
 * @param reach by how many pixels foreground is widened on each side, so that pieces that touch then are one; 0 for pieces
 *     of each class
 * @param margin how many pixels around a piece are looked at besides
 */
public record Locality(boolean united, int reach, int margin) {
    /** Refuses what is no distance, and classes that are widened over each other. */
    public Locality {
        if (reach < 0 || margin < 0 || reach > 0 && !united)
            throw new InputException("A reach of " + reach + " and a margin of " + margin
                    + " pixels: expected 0 or more, and a reach of 0 where classes have their own pieces.");
    }

    /** By how many pixels a window has to be larger than its pieces. */
    public int border() {
        return Math.max(reach, margin);
    }

    /**
     * The pieces of a part of an image.
     *
     * @param classes of its pixels
     * @param size along x, y, (z)
     * @return 1..n in the order of their first pixels, 0 for none; with the pixels by which they were widened
     */
    public int[] pieces(int[] classes, int[] size) {
        return Components.of(foreground(classes, size), size);
    }

    /** What pieces are the components of. */
    public int[] foreground(int[] classes, int[] size) {
        int[] marked = classes.clone();
        for (int i = 0; i < marked.length; i++) marked[i] = united ? Math.min(1, Math.max(0, marked[i])) : marked[i];
        int stride = 1;
        for (int d = 0; d < size.length && reach > 0; d++) {
            widen(marked, stride, size[d]);
            stride *= size[d];
        }
        return marked;
    }

    /** Along one axis; there is one class only. */
    private void widen(int[] marked, int stride, int length) {
        boolean[] line = new boolean[length];
        for (int block = 0; block < marked.length; block += stride * length) {
            for (int first = block; first < block + stride; first++) {
                for (int i = 0; i < length; i++) line[i] = marked[first + i * stride] > 0;
                int until = -1;
                for (int i = 0; i < length; i++) {
                    if (line[i]) until = i + reach;
                    if (i <= until) marked[first + i * stride] = 1;
                }
                int from = length;
                for (int i = length - 1; i >= 0; i--) {
                    if (line[i]) from = i - reach;
                    if (i >= from) marked[first + i * stride] = 1;
                }
            }
        }
    }
}
