package sc.fiji.unet.imagej.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.process.ByteProcessor;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.live.Area;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.Rect;

/** What a live session lays over an image, without a window. */
class LiveOverlayTest {
    private static final int WIDTH = 5003;
    private static final int HEIGHT = 4001;
    private static final List<ClassInfo> CLASSES =
            List.of(new ClassInfo("background", 0, 0x0000FF), new ClassInfo("nucleus", 1, 0xFF0000));

    private final ImagePlus slide = new ImagePlus("slide", new ByteProcessor(WIDTH, HEIGHT));
    private final LiveStrokes strokes = new LiveStrokes(List.of(new int[] {WIDTH, HEIGHT}, new int[] {WIDTH, HEIGHT}));
    private final LiveOverlay overlay = new LiveOverlay(slide, strokes, CLASSES);

    /** A layer has a byte a pixel; more is for strokes only, so that slides open where memory is short. */
    @Test
    void aPlaneOfManyPixelsCostsLittleMemory() {
        strokes.begin(1);
        strokes.add(1, Area.of(new Rect(4900, 3900, 30, 20)));
        strokes.end();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int plane = 0; plane < 2; plane++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            overlay.show(plane);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(bytes < 1.5 * WIDTH * HEIGHT, plane + ": " + bytes + " bytes");
        }
        assertEquals(0xFF0000, colorAt(4929, 3919) & 0xFFFFFF);
        assertEquals(0, colorAt(4930, 3919) >>> 24, "nothing beside the stroke");
    }

    private int colorAt(int x, int y) {
        return ((ImageRoi) slide.getOverlay().get(0)).getProcessor().getPixel(x, y);
    }
}
