package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogWindowTest {
    private static final Dimension SIZE = new Dimension(400, 250);
    private static final Dimension SCREEN = new Dimension(1200, 850);

    @Test
    void opensInTheCornerWhereNothingIs() {
        assertEquals(new Point(800, 600), LogWindow.free(SIZE, SCREEN, List.of()));
        assertEquals(new Point(800, 600), LogWindow.free(SIZE, SCREEN, List.of(new Rectangle(0, 0, 700, 850))));
    }

    @Test
    void goesAsideForImages() {
        List<Rectangle> below = List.of(new Rectangle(0, 400, 1200, 450));
        assertEquals(new Point(800, 0), LogWindow.free(SIZE, SCREEN, below));
        List<Rectangle> onTheRight = List.of(new Rectangle(500, 0, 700, 850));
        assertEquals(new Point(0, 600), LogWindow.free(SIZE, SCREEN, onTheRight));
    }

    @Test
    void aWindowLargerThanTheScreenBeginsInIt() {
        assertEquals(new Point(0, 0), LogWindow.free(SIZE, new Dimension(300, 200), List.of()));
    }
}
