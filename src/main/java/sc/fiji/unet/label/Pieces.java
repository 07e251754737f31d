package sc.fiji.unet.label;

import java.util.Map;
import java.util.TreeMap;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Counts of connected pieces, corners connecting, by union-find. */
public final class Pieces {
    private final int[] values;
    private final int[] parent;
    private final int[] size;

    private Pieces(RandomAccessibleInterval<IntType> labels) {
        size = Intervals.dimensionsAsIntArray(labels);
        values = new int[Math.toIntExact(Intervals.numElements(labels))];
        parent = new int[values.length];
        Cursor<IntType> cursor = Views.flatIterable(labels).cursor();
        for (int i = 0; i < values.length; i++) {
            values[i] = cursor.next().get();
            parent[i] = i;
        }
    }

    /** How many connected pieces the pixels of each value but 0 form; axes [x, y, (z)]. */
    public static Map<Integer, Integer> ofEachValue(RandomAccessibleInterval<IntType> labels) {
        Pieces pieces = new Pieces(labels);
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < pieces.values.length; i++) if (pieces.values[i] != 0) pieces.joinNeighbours(i);
        for (int i = 0; i < pieces.values.length; i++) {
            if (pieces.values[i] != 0 && pieces.parent[i] == i) counts.merge(pieces.values[i], 1, Integer::sum);
        }
        return counts;
    }

    private void joinNeighbours(int i) {
        int x = i % size[0];
        int y = i / size[0] % size[1];
        int z = i / size[0] / size[1];
        for (int dz = z > 0 ? -1 : 0; dz <= 0; dz++) {
            for (int dy = y > 0 ? -1 : 0; dy <= (dz < 0 && y + 1 < size[1] ? 1 : 0); dy++) {
                for (int dx = x > 0 ? -1 : 0; dx <= (x + 1 < size[0] ? 1 : 0); dx++) {
                    int j = i + dx + size[0] * (dy + size[1] * dz);
                    if (j < i && values[j] == values[i]) join(i, j);
                }
            }
        }
    }

    private void join(int i, int j) {
        int a = root(i);
        int b = root(j);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private int root(int i) {
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }
}
