package sc.fiji.unet.imagej.training;

import ij.IJ;
import ij.ImageJ;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.Arrays;
import java.util.List;
import javax.swing.JFrame;
import org.scijava.ui.CloseConfirmable;

/**
 * The frame of a live window. It opens beside those that are open, as far as the screen is wide enough; Fiji asks it before
 * closing all windows.
 */
final class TrainingFrame extends JFrame implements CloseConfirmable {
    private static final long serialVersionUID = 1L;
    /** Where there is no place beside others, so that their titles can be seen. */
    private static final int CASCADE = 36;

    TrainingFrame(String title) {
        super(title);
        ImageJ imagej = IJ.getInstance();
        if (imagej != null) setIconImage(imagej.getIconImage());
        setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
    }

    /** Asked by Fiji before it quits; false keeps it open. */
    @Override
    public boolean confirmClose() {
        return QuitGuard.mayQuit();
    }

    /** Puts it where it hides no other live window. */
    void place() {
        Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        List<Rectangle> taken = Arrays.stream(Window.getWindows())
                .filter(window -> window instanceof TrainingFrame && window.isShowing())
                .map(Window::getBounds)
                .toList();
        setLocationRelativeTo(null);
        if (!taken.isEmpty()) setLocation(free(screen, taken));
    }

    private Point free(Rectangle screen, List<Rectangle> taken) {
        for (int y = screen.y; y + getHeight() <= screen.y + screen.height; y += CASCADE) {
            for (int x = screen.x; x + getWidth() <= screen.x + screen.width; x += CASCADE) {
                Rectangle here = new Rectangle(x, y, getWidth(), getHeight());
                if (taken.stream().noneMatch(here::intersects)) return here.getLocation();
            }
        }
        Rectangle last = taken.get(taken.size() - 1);
        int right = screen.x + screen.width - getWidth();
        int lowest = screen.y + screen.height - getHeight();
        return new Point(
                Math.max(screen.x, Math.min(right, last.x + CASCADE)),
                Math.max(screen.y, Math.min(lowest, last.y + CASCADE)));
    }
}
