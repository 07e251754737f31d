package sc.fiji.unet.nn;

import java.util.Arrays;
import java.util.function.BiPredicate;

/** The longest series of things that two lists have in common in the same order, by dynamic programming. */
final class CommonSeries {
    private CommonSeries() {}

    /** For each of n things of the one list its counterpart among m of the other, or -1. */
    static int[] of(int n, int m, BiPredicate<Integer, Integer> equal) {
        int[][] length = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                length[i][j] =
                        equal.test(i, j) ? 1 + length[i + 1][j + 1] : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        int[] match = new int[n];
        Arrays.fill(match, -1);
        for (int i = 0, j = 0; i < n && j < m; ) {
            if (equal.test(i, j)) {
                match[i++] = j++;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return match;
    }
}
