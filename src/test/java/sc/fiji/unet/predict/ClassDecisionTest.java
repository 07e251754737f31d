package sc.fiji.unet.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassDecisionTest {
    @Test
    void ofEqualOnesTheFirstWins() {
        float[] p = {0.2f, 0.5f, 0f, /**/ 0.6f, 0.5f, 0f, /**/ 0.2f, 0f, 0f};
        assertArrayEquals(new int[] {1, 0, 0}, ClassDecision.of(p, 3));
    }

    @Test
    void oneOutputIsComparedWithOneHalf() {
        assertArrayEquals(new int[] {0, 0, 1}, ClassDecision.of(new float[] {0.4f, 0.5f, 0.6f}, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void itIsTheLargestOfManyNumbers(int classes) {
        int pixels = 501;
        float[] p = new float[classes * pixels];
        Random random = new Random(classes);
        for (int i = 0; i < p.length; i++) p[i] = random.nextInt(9) / 8f; // with many equal ones
        int[] expected = new int[pixels];
        for (int i = 0; i < pixels; i++) {
            for (int k = 1; k < classes; k++) if (p[k * pixels + i] > p[expected[i] * pixels + i]) expected[i] = k;
        }
        assertArrayEquals(expected, ClassDecision.of(p, classes));
    }
}
