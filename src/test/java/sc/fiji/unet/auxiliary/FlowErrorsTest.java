package sc.fiji.unet.auxiliary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;

/** Objects whose directions are not those of their shape are none. */
class FlowErrorsTest {
    private static final int WIDTH = 50;
    private static final int HEIGHT = 24;
    private static final int PIXELS = WIDTH * HEIGHT;
    private static final int MARGIN = 3;

    /**
     * Two disks of radius 9, around (9, 12) at the edge of the image and around (35, 12). Directions of the first are drawn
     * with cold around it, beyond the edge too; those of the second, or of both, all go to the right.
     */
    private static ClassMap map(boolean right, int... size) {
        int wide = WIDTH + 2 * MARGIN;
        int[] objects = new int[wide * (HEIGHT + 2 * MARGIN)];
        for (int i = 0; i < objects.length; i++) objects[i] = disk(i % wide - MARGIN, i / wide - MARGIN);
        float[] drawn = new float[2 * objects.length];
        new FlowTargets()
                .draw(
                        new NumberedPatch(new int[] {wide, HEIGHT + 2 * MARGIN}, objects),
                        new AuxiliaryTargets.Drawing(drawn, new float[drawn.length]));
        int[] classes = new int[PIXELS];
        float[] said = new float[4 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int there = (i / WIDTH + MARGIN) * wide + i % WIDTH + MARGIN;
            classes[i] = Math.min(1, objects[there]);
            boolean aside = right && objects[there] == 2;
            said[2 * PIXELS + i] = aside ? 0.5f : drawn[there];
            said[3 * PIXELS + i] = aside ? 1 : drawn[objects.length + there];
        }
        return new ClassMap(size, new double[size.length], classes, said);
    }

    private static int disk(int x, int y) {
        if (Math.hypot(x - 9.0, y - 12.0) <= 9) return 1;
        return Math.hypot(x - 35.0, y - 12.0) <= 9 ? 2 : 0;
    }

    @Test
    void whatFlowsAsItsShapeSaysStays() {
        int[] labels = new int[PIXELS];
        assertEquals(2, pieces(map(false, WIDTH, HEIGHT), "0.01", labels));
        for (int i = 0; i < PIXELS; i++) assertEquals(disk(i % WIDTH, i / WIDTH), labels[i]);
    }

    /** The mean of |u - v|^2 = 2 - 2 u v over a disk is 2, as u v is below 0 on one side as often as above 0 on the other. */
    @Test
    void whatFlowsAsideIsDropped() {
        int[] labels = new int[PIXELS];
        assertEquals(2, pieces(map(true, WIDTH, HEIGHT), "0", labels));
        assertEquals(1, pieces(map(true, WIDTH, HEIGHT), "1.8", labels));
        assertEquals(0, labels[12 * WIDTH + 35]);
        assertEquals(1, labels[12 * WIDTH + 9]);
        assertEquals(2, pieces(map(true, WIDTH, HEIGHT), "2.2", labels));
        assertEquals(1, pieces(map(true, WIDTH, HEIGHT, 1), "1.8", labels), "a volume of one slice");
    }

    private static int pieces(ClassMap map, String error, int... labels) {
        FlowSeparation flow = new FlowSeparation();
        Map<String, String> said =
                Options.defaults("join", "9", "least", "0", "error", error); // wherever pixels of a disk end, they meet
        return flow.separate(map, labels, Options.of("flow", flow.defaults(), said));
    }
}
