package sc.fiji.unet.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;

class AveragingTest {
    /** Passes on a constant times its left neighbor, 0 at the edge: turning shows where the neighbor was. */
    private static PatchPredictor leftNeighbor(float factor) {
        return new SimpleNetwork(1, 1, (input, n, size, output) -> {
            for (int i = 0; i < input.length && i < output.length; i++) {
                output[i] = i % size[0] == 0 ? 0 : factor * input[i - 1];
            }
        });
    }

    @Test
    void mirroringAveragesLeftAndRightNeighbors() {
        float[] output = new float[6];
        new MirrorAveraging(leftNeighbor(1), false)
                .predict(new float[] {1, 2, 3, 4, 5, 6}, 1, new int[] {3, 2}, output);
        assertArrayEquals(new float[] {1, 2, 1, 2.5f, 5, 2.5f}, output);
    }

    @Test
    void turningAveragesAllFourNeighbors() {
        float[] output = new float[6];
        new MirrorAveraging(leftNeighbor(1), true).predict(new float[] {1, 2, 3, 4, 5, 6}, 1, new int[] {3, 2}, output);
        assertArrayEquals(new float[] {1.5f, 2.25f, 2, 1.5f, 3, 2}, output);
    }

    @ParameterizedTest
    @CsvSource({"2,false,4", "2,true,8", "3,false,8", "3,true,16"})
    void symmetriesAreDistinctAndUndone(int rank, boolean turns, int expected) {
        int[] size = rank == 2 ? new int[] {5, 3} : new int[] {5, 3, 4};
        float[] boxes = new float[2 * (rank == 2 ? 15 : 60)];
        Random random = new Random(3);
        for (int i = 0; i < boxes.length; i++) boxes[i] = random.nextFloat();
        Set<List<Float>> seen = new HashSet<>();
        for (Symmetry symmetry : Symmetry.all(rank, turns)) {
            float[] moved = new float[boxes.length];
            symmetry.apply(boxes, 2, size, moved);
            float[] back = new float[boxes.length];
            symmetry.addInverse(moved, 2, size, back);
            assertArrayEquals(boxes, back);
            seen.add(java.util.stream.IntStream.range(0, moved.length)
                    .mapToObj(i -> moved[i])
                    .toList());
        }
        assertEquals(expected, seen.size());
    }

    /** Says in which direction it gets brighter, as any network that knows no directions of its own would. */
    private static PatchPredictor slope() {
        return new SimpleNetwork(1, 3, (input, n, size, output) -> {
            int pixels = size[0] * size[1];
            for (int i = 0; i < n * pixels; i++) {
                int x = i % pixels % size[0];
                int y = i % pixels / size[0];
                float right = x == size[0] - 1 ? 0 : input[i + 1] - input[i];
                float left = x == 0 ? 0 : input[i] - input[i - 1];
                float below = y == size[1] - 1 ? 0 : input[i + size[0]] - input[i];
                float above = y == 0 ? 0 : input[i] - input[i - size[0]];
                int patch = i / pixels * 3 * pixels + i % pixels;
                output[patch] = input[i];
                output[patch + pixels] = 0.5f + 0.1f * (below + above);
                output[patch + 2 * pixels] = 0.5f + 0.1f * (right + left);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void directionsTurnWithTheImage(boolean turns) {
        float[] input = new float[2 * 15];
        Random random = new Random(4);
        for (int i = 0; i < input.length; i++) input[i] = random.nextFloat();
        float[] once = new float[3 * input.length];
        slope().predict(input, 2, new int[] {5, 3}, once);
        float[] averaged = new float[once.length];
        new MirrorAveraging(slope(), turns, true, 0).predict(input, 2, new int[] {5, 3}, averaged);
        assertArrayEquals(once, averaged, 1e-6f);
    }

    /** Says how bright the neighbors are to the right, below, to the left and above. */
    private static PatchPredictor around() {
        return new SimpleNetwork(1, 5, (input, n, size, output) -> {
            int pixels = size[0] * size[1];
            for (int i = 0; i < n * pixels; i++) {
                int x = i % pixels % size[0];
                int y = i % pixels / size[0];
                int patch = i / pixels * 5 * pixels + i % pixels;
                output[patch] = input[i];
                output[patch + pixels] = x == size[0] - 1 ? 0 : input[i + 1];
                output[patch + 2 * pixels] = y == size[1] - 1 ? 0 : input[i + size[0]];
                output[patch + 3 * pixels] = x == 0 ? 0 : input[i - 1];
                output[patch + 4 * pixels] = y == 0 ? 0 : input[i - size[0]];
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void raysTurnWithTheImage(boolean turns) {
        float[] input = new float[2 * 15];
        Random random = new Random(4);
        for (int i = 0; i < input.length; i++) input[i] = random.nextFloat();
        float[] once = new float[5 * input.length];
        around().predict(input, 2, new int[] {5, 3}, once);
        float[] averaged = new float[once.length];
        new MirrorAveraging(around(), turns, false, 4).predict(input, 2, new int[] {5, 3}, averaged);
        assertArrayEquals(once, averaged, 1e-6f);
    }

    @Test
    void ensembleIsTheMeanOfItsMembers() {
        float[] output = new float[4];
        Ensemble three = new Ensemble(List.of(leftNeighbor(1), leftNeighbor(2), leftNeighbor(6)));
        three.predict(new float[] {1, 2, 3, 4}, 1, new int[] {2, 2}, output);
        assertArrayEquals(new float[] {0, 3, 0, 9}, output);
    }

    @Test
    void membersMustAgreeAndAreClosedTogether() {
        FakeNetwork first = new FakeNetwork(1, 2);
        FakeNetwork second = new FakeNetwork(1, 2);
        new Ensemble(List.of(first, second)).close();
        assertTrue(first.isClosed() && second.isClosed());
        assertThrows(InputException.class, () -> new Ensemble(List.of(first, new FakeNetwork(1, 3))));
        assertThrows(InputException.class, () -> new Ensemble(List.of()));
    }
}
