package sc.fiji.unet.distributed;

import java.util.ArrayList;
import java.util.List;

/**
 * Which pieces of two neighboring blocks touch, diagonally too: those of one class whose pixels lie on both sides of the
 * face, edge or corner that the blocks share.
 *
 * @param a one block
 * @param b the other
 * @param offset where it lies from the first, along x, y, z: -1, 0 or 1 each, and not all 0
 */
record FaceJoin(PieceTable a, PieceTable b, int[] offset) {
    /** Takes two pieces that are one. */
    @FunctionalInterface
    interface Touch {
        /** Their numbers in their blocks. */
        void of(int inA, int inB);
    }

    /** One of each two opposite directions in which blocks touch. */
    static List<int[]> directions() {
        List<int[]> all = new ArrayList<>();
        for (int z = -1; z <= 0; z++) {
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) {
                    if (z < 0 || y < 0 || y == 0 && x < 0) all.add(new int[] {x, y, z});
                }
            }
        }
        return all;
    }

    void run(Touch touch) {
        int axis = offset[0] != 0 ? 0 : offset[1] != 0 ? 1 : 2;
        boolean high = offset[axis] > 0;
        int[] mine = a.faces()[2 * axis + (high ? 1 : 0)];
        int[] theirs = b.faces()[2 * axis + (high ? 0 : 1)];
        int u = axis == 0 ? 1 : 0;
        int v = axis == 2 ? 1 : 2;
        for (int q = first(v); q <= last(v); q++) {
            for (int p = first(u); p <= last(u); p++) {
                int piece = mine[q * a.size()[u] + p];
                if (piece > 0) near(piece, theirs, new int[] {p, q, u, v}, touch);
            }
        }
    }

    private int first(int d) {
        return offset[d] > 0 ? a.size()[d] - 1 : 0;
    }

    private int last(int d) {
        return offset[d] < 0 ? 0 : a.size()[d] - 1;
    }

    /** The pixels of the other block around one; the place has its coordinates along two axes, and these axes. */
    private void near(int piece, int[] theirs, int[] place, Touch touch) {
        int u = place[2];
        int v = place[3];
        int fromV = from(place[1], v);
        int toV = to(place[1], v);
        int fromU = from(place[0], u);
        int toU = to(place[0], u);
        for (int q = fromV; q <= toV; q++) {
            for (int p = fromU; p <= toU; p++) {
                int other = theirs[q * b.size()[u] + p];
                if (other > 0 && a.kinds()[piece] == b.kinds()[other]) touch.of(piece, other);
            }
        }
    }

    private int from(int at, int d) {
        return offset[d] == 0 ? Math.max(0, at - 1) : offset[d] > 0 ? 0 : b.size()[d] - 1;
    }

    private int to(int at, int d) {
        return offset[d] == 0 ? Math.min(b.size()[d] - 1, at + 1) : from(at, d);
    }
}
