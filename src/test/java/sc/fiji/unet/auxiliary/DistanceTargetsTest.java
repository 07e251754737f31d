package sc.fiji.unet.auxiliary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class DistanceTargetsTest {
    private static float[] depth(int[] size, int... objects) {
        AuxiliaryTargets.Drawing drawing =
                new AuxiliaryTargets.Drawing(new float[objects.length], new float[objects.length]);
        new DistanceTargets().draw(new NumberedPatch(size, objects), drawing);
        return drawing.values();
    }

    @Test
    void depthIsAShareOfTheLargestAndTouchingObjectsHaveABorder() {
        // distances 1 2 2 1 of both, less a half: 0.5 1.5 1.5 0.5
        float third = 1 / 3f;
        int[] row = {0, 4, 4, 4, 4, 9, 9, 9, 9, 0};
        float[] expected = {0, third, 1, 1, third, third, 1, 1, third, 0};
        assertArrayEquals(expected, depth(new int[] {10, 1}, row), 1e-6f);
    }

    @Test
    void nobodyKnowsWhatIsBeyondTheEdgeOrIgnored() {
        assertArrayEquals(new float[] {1, 1}, depth(new int[] {2, 1}, 3, 3), 1e-6f);
        // 1 2 3 from the background
        assertArrayEquals(new float[] {1, 0.6f, 0.2f, 0}, depth(new int[] {4, 1}, 3, 3, 3, 0), 1e-6f);
        assertArrayEquals(new float[] {0, 1, 0.6f, 0.2f, 0}, depth(new int[] {5, 1}, -1, 3, 3, 3, 0), 1e-6f);
    }
}
