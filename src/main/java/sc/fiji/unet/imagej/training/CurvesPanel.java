package sc.fiji.unet.imagej.training;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.image.BufferedImage;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.UIManager;

/** The curves of a training, drawn in the size that there is. For the event thread. */
final class CurvesPanel extends JComponent {
    private static final long serialVersionUID = 1L;
    private final transient TrainingMonitor monitor;
    private transient BufferedImage picture;

    CurvesPanel(TrainingMonitor monitor) {
        this.monitor = monitor;
        setPreferredSize(new Dimension(380, 500));
        java.awt.Color line = UIManager.getColor("Separator.foreground");
        setBorder(BorderFactory.createLineBorder(line == null ? java.awt.Color.GRAY : line));
        addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent event) {
                refresh();
            }
        });
    }

    /** Draws what has come since. */
    void refresh() {
        if (getWidth() < 2 || getHeight() < 2) return;
        picture = TrainingCurves.picture(
                monitor.history(), monitor.classes(), new Dimension(getWidth() - 2, getHeight() - 2));
        repaint();
    }

    @Override
    protected void paintComponent(Graphics pen) {
        if (picture != null) pen.drawImage(picture, 1, 1, null);
    }
}
