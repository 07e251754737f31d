package sc.fiji.unet.label;

/** Which pixels count as neighbors where connected components are formed. */
public enum Connectivity {
    /** Those that share a face: 4 in a plane, 6 in a volume. */
    FACE,
    /** Those that share a face, an edge or a corner: 8 in a plane, 26 in a volume. */
    FULL;

    /** Full with diagonals, else faces only. */
    public static Connectivity of(boolean diagonal) {
        return diagonal ? FULL : FACE;
    }
}
