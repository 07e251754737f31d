package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.DataOptions.Dimensions;

class StackViewTest {
    private static final int EDGE = 40;

    /** Noisy slices of balls, or slices that have nothing to do with each other. */
    private static ImageSource stack(int slices, double apart, boolean related) {
        SplittableRandom random = new SplittableRandom(5);
        float[] pixels = new float[EDGE * EDGE * slices];
        for (int z = 0; z < slices; z++) {
            double x0 = related ? 10 + 20.0 * z / slices : 5 + random.nextDouble(30);
            double y0 = related ? 15 : 5 + random.nextDouble(30);
            for (int i = 0; i < EDGE * EDGE; i++) {
                boolean inside = Math.hypot(i % EDGE - x0, i / EDGE - y0) < 7;
                pixels[z * EDGE * EDGE + i] = (float) ((inside ? 100 : 0) + 20 * random.nextGaussian());
            }
        }
        return new ImageSource(
                "stack", ArrayImgs.floats(pixels, EDGE, EDGE, slices, 1), new double[] {1, 1, apart}, "um");
    }

    private static StackView auto(ImageSource image) {
        return StackView.of(Dimensions.AUTO, () -> image);
    }

    @Test
    void slicesOfOneThingAreAVolume() {
        StackView view = auto(stack(20, 2, true));
        assertEquals(Dimensions.VOLUMES, view.dimensions());
        assertEquals(3, view.rank());
        assertEquals(0, view.neighbors());
        assertTrue(view.reason().contains("correlate"), view.reason());
    }

    @Test
    void slicesFarApartAreSeenWithTheirNeighbors() {
        StackView view = auto(stack(20, 9, true));
        assertEquals(Dimensions.NEIGHBORS, view.dimensions());
        assertEquals(1, view.neighbors());
        assertTrue(view.reason().contains("9.0 pixels apart"), view.reason());
    }

    @Test
    void unrelatedImagesAndFewSlicesAreImagesOfTheirOwn() {
        assertEquals(Dimensions.PLANES, auto(stack(20, 2, false)).dimensions());
        assertEquals(Dimensions.PLANES, auto(stack(4, 2, true)).dimensions());
        assertEquals(StackView.PLANES, auto(stack(1, 2, true)), "nothing is to be said of single images");
    }

    @Test
    void whatAPersonSaysIsNotLookedInto() {
        for (Dimensions said : Dimensions.values()) {
            if (said == Dimensions.AUTO) continue;
            assertEquals(new StackView(said, ""), StackView.of(said, () -> fail("why look?")));
        }
    }
}
