package sc.fiji.unet.imagej.training;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.text.TextWindow;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * ImageJ's log, with letters of one width, so that the columns of a table stand below each other. A log that was not open
 * yet opens where it covers the least of the images.
 */
public final class LogWindow {
    private static final String TITLE = "Log";
    private static final int USUAL_SIZE = 14;
    /** Once only: another font may be chosen in the window's menu. */
    private static WeakReference<Window> monospaced = new WeakReference<>(null);

    private LogWindow() {}

    /** Adds lines to the log. */
    public static synchronized void say(String lines) {
        boolean opens = log() == null;
        IJ.log(lines);
        if (GraphicsEnvironment.isHeadless() || !(log() instanceof TextWindow window)) return;
        if (monospaced.get() != window) {
            int size = (int) Prefs.get("tw.font.size", USUAL_SIZE);
            window.getTextPanel().setFont(new Font(Font.MONOSPACED, Font.PLAIN, size), true);
            monospaced = new WeakReference<>(window);
        }
        if (opens) window.setLocation(free(window.getSize(), IJ.getScreenSize(), images()));
    }

    private static Window log() {
        return GraphicsEnvironment.isHeadless() ? null : WindowManager.getWindow(TITLE);
    }

    private static List<Rectangle> images() {
        int[] ids = WindowManager.getIDList();
        List<Rectangle> images = new ArrayList<>();
        for (int id : ids == null ? new int[0] : ids) {
            ImagePlus image = WindowManager.getImage(id);
            if (image != null && image.getWindow() != null)
                images.add(image.getWindow().getBounds());
        }
        return images;
    }

    /** Where a window covers the least of others; of equal places the one farthest down, then farthest to the right. */
    static Point free(Dimension size, Dimension screen, List<Rectangle> others) {
        int right = Math.max(0, screen.width - size.width);
        int down = Math.max(0, screen.height - size.height);
        Comparator<Point> least = Comparator.comparingLong(place -> covered(new Rectangle(place, size), others));
        return IntStream.rangeClosed(0, 8)
                .mapToObj(i -> new Point(right - right * (i % 3) / 2, down - down * (i / 3) / 2))
                .min(least)
                .orElseThrow();
    }

    private static long covered(Rectangle window, List<Rectangle> others) {
        long covered = 0;
        for (Rectangle other : others) {
            Rectangle both = window.intersection(other);
            if (!both.isEmpty()) covered += (long) both.width * both.height;
        }
        return covered;
    }
}
