package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentsTest {
    @Test
    void diagonalPixelsTouchOnlyWithFullConnectivity() {
        int[] diagonal = {1, 0, 0, 1};
        assertArrayEquals(new int[] {1, 0, 0, 2}, label(diagonal, Connectivity.FACE, 2, 2));
        assertArrayEquals(new int[] {1, 0, 0, 1}, label(diagonal, Connectivity.FULL, 2, 2));
    }

    @Test
    void classesNeverShareAComponent() {
        int[] classes = {1, 1, 2, 2, 1, 2, -1, 0};
        assertArrayEquals(new int[] {1, 1, 2, 2, 1, 3, 0, 0}, label(classes, Connectivity.FACE, 4, 2));
    }

    @Test
    void armsThatMeetBelowAreOneComponent() {
        int[] fork = {1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
        assertEquals(1, Components.label(fork, new int[] {5, 3}, Connectivity.FACE, new int[15]));
    }

    @Test
    void inputMayBeTheOutput() {
        int[] classes = {2, 0, 2};
        assertEquals(2, Components.label(classes, new int[] {3, 1}, Connectivity.FULL, classes));
        assertArrayEquals(new int[] {1, 0, 2}, classes);
    }

    @ParameterizedTest
    @CsvSource({"FACE,17,11,0", "FULL,17,11,0", "FACE,7,5,6", "FULL,7,5,6", "FULL,1,9,3", "FULL,9,1,0"})
    void agreesWithFloodFill(Connectivity connectivity, int width, int height, int depth) {
        int[] size = depth == 0 ? new int[] {width, height} : new int[] {width, height, depth};
        for (int seed = 0; seed < 50; seed++) {
            int[] classes = new Random(seed).ints(Pixels.count(size), 0, 3).toArray();
            assertArrayEquals(floodFill(classes, size, connectivity), label(classes, connectivity, size));
        }
    }

    /** Voxels of all classes side by side, as an untrained network gives them: as many runs as voxels. */
    @Test
    void whatChangesFromVoxelToVoxelTakesTheMemoryOfTwoPlanes() {
        int[] size = {128, 128, 64};
        int[] classes = new Random(1).ints(Pixels.count(size), 1, 4).toArray();
        Components.label(classes.clone(), size, Connectivity.FULL, new int[classes.length]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Components.label(classes, size, Connectivity.FULL, classes);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        int plane = 4 * Integer.BYTES * size[0] * size[1];
        assertTrue(bytes < 5 * plane, "two planes with the arrays that were too small for them, got " + bytes);
    }

    @ParameterizedTest
    @CsvSource({"FACE,17,11,0,1", "FULL,17,11,0,4", "FULL,7,5,6,3", "FACE,7,5,6,2", "FULL,9,1,1,2"})
    void rowByRowGivesTheSameWithoutSmallOnes(Connectivity connectivity, int width, int height, int depth, int least) {
        int[] size = depth == 0 ? new int[] {width, height} : new int[] {width, height, depth};
        for (int seed = 0; seed < 50; seed++) {
            int[] classes = new Random(seed).ints(Pixels.count(size), 0, 3).toArray();
            int[] expected = label(classes, connectivity, size);
            dropSmall(expected, least);
            ComponentRows rows = new ComponentRows(size, connectivity);
            int[] row = new int[width];
            for (int at = 0; at < classes.length; at += width) {
                System.arraycopy(classes, at, row, 0, width);
                rows.add(row);
            }
            int[] numbers = rows.numbers(least);
            int[] found = new int[classes.length];
            for (int at = 0; at < classes.length; at += width) {
                System.arraycopy(classes, at, row, 0, width);
                rows.number(row, numbers);
                System.arraycopy(row, 0, found, at, width);
            }
            assertArrayEquals(expected, found);
        }
    }

    /** Numbers what stays anew, in its order. */
    private static void dropSmall(int[] labels, int least) {
        int count = Arrays.stream(labels).max().orElse(0);
        int next = 0;
        for (int n = 1; n <= count; n++) {
            int number = n;
            boolean stays =
                    Arrays.stream(labels).filter(label -> label == number).count() >= least;
            int put = stays ? ++next : 0;
            for (int i = 0; i < labels.length; i++) if (labels[i] == number) labels[i] = put;
        }
    }

    private static int[] label(int[] classes, Connectivity connectivity, int... size) {
        int[] labels = new int[classes.length];
        Components.label(classes, size, connectivity, labels);
        return labels;
    }

    private static int[] floodFill(int[] classes, int[] size, Connectivity connectivity) {
        int[] labels = new int[classes.length];
        int next = 0;
        for (int i = 0; i < labels.length; i++) {
            if (classes[i] > 0 && labels[i] == 0) flood(i, ++next, classes, labels, new Neighbors(size, connectivity));
        }
        return labels;
    }

    private static void flood(int from, int label, int[] classes, int[] labels, Neighbors neighbors) {
        java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>();
        labels[from] = label;
        open.add(from);
        while (!open.isEmpty()) {
            int n = neighbors.of(open.remove());
            for (int i = 0; i < n; i++) {
                int near = neighbors.get(i);
                if (labels[near] != 0 || classes[near] != classes[from]) continue;
                labels[near] = label;
                open.add(near);
            }
        }
    }
}
