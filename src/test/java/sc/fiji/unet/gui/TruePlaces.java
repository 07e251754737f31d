package sc.fiji.unet.gui;

/** Finds places well within what belongs to a class, never the same twice. */
final class TruePlaces {
    private static final int REACH = 5;
    private static final int MOST = 3000;

    private final int[][] truth;
    private int tries;

    /** Knows the truth, column by column; whatever is above 0 is class 1. */
    TruePlaces(int[][] truth) {
        this.truth = truth;
    }

    /** Tells whether class 1 is seen at x and y. */
    @FunctionalInterface
    interface Seen {
        boolean at(int x, int y);
    }

    /** A short stroke there, as x and y of two points. */
    int[] stroke(int index) {
        return strokeWhere(index, (x, y) -> index == 0);
    }

    /** A short stroke where the other class is seen; null where none is found. */
    int[] strokeWhere(int index, Seen seen) {
        for (int last = tries + MOST; tries < last; tries++) {
            int x = 10 + tries * 37 % (truth.length - 20);
            int y = 10 + tries * 53 % (truth[0].length - 20);
            boolean inside = true;
            for (int d = -REACH; d <= REACH; d++) {
                inside &= truth[x + d][y] > 0 == index > 0 && truth[x][y + d] > 0 == index > 0;
            }
            if (!inside || seen.at(x, y) == index > 0) continue;
            tries++;
            return new int[] {x - 3, y, x + 3, y};
        }
        return null;
    }
}
