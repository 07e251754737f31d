package sc.fiji.unet.imagej.live;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

/** A window beside an image. */
final class LiveFrame extends JFrame {
    private static final long serialVersionUID = 1L;
    private static final int GAP = 4;

    private final transient ImagePlus image;
    private final JComponent panel;
    private int wanted;
    private transient Runnable release = () -> {};

    /**
     * A window that is not shown yet.
     *
     * @param closing called when a person closes it
     */
    LiveFrame(String title, ImagePlus image, JComponent panel, Runnable closing) {
        super(title);
        this.image = image;
        this.panel = panel;
        ImageJ imagej = IJ.getInstance();
        if (imagej != null) setIconImage(imagej.getIconImage());
        setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
        JScrollPane scroll = new JScrollPane(
                panel, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        setContentPane(scroll);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                closing.run();
            }
        });
    }

    /** What happens once all is saved. */
    void onRelease(Runnable action) {
        release = action;
    }

    void released() {
        release.run();
    }

    /** To the right of the image if there is room, else to its left, else where it hides less of it. */
    void open() {
        pack();
        Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        Dimension size = getSize();
        int bar = size.height > screen.height
                ? new JScrollPane().getVerticalScrollBar().getPreferredSize().width
                : 0;
        setSize(Math.min(screen.width, size.width + bar), Math.min(screen.height, size.height));
        Window window = image.getWindow();
        Rectangle beside = window == null ? screen : window.getBounds();
        int x = place(screen, beside);
        int y = Math.max(screen.y, Math.min(beside.y, screen.y + screen.height - getHeight()));
        setLocation(x, y);
        setVisible(true);
        SwingUtilities.invokeLater(() -> {
            if (getHeight() < screen.height) pack(); // only now is it known how high the title is
            panel.addComponentListener(new ComponentAdapter() {
                @Override
                public void componentResized(ComponentEvent event) {
                    grow(screen);
                }
            });
            wanted = panel.getPreferredSize().height;
        });
    }

    /** As the panel needs more room, such as for one more class, as far as there is some. */
    private void grow(Rectangle screen) {
        int more = panel.getPreferredSize().height - wanted;
        if (more <= 0) return;
        wanted += more;
        setSize(getWidth(), Math.min(screen.height, getHeight() + more));
        setLocation(getX(), Math.max(screen.y, Math.min(getY(), screen.y + screen.height - getHeight())));
        revalidate();
    }

    private int place(Rectangle screen, Rectangle beside) {
        int right = beside.x + beside.width + GAP;
        int left = beside.x - getWidth() - GAP;
        int last = screen.x + screen.width - getWidth();
        if (right <= last) return right;
        if (left >= screen.x) return left;
        int hiddenAtRight = right - last;
        int hiddenAtLeft = screen.x - left;
        return hiddenAtRight <= hiddenAtLeft ? last : screen.x;
    }
}
