package sc.fiji.unet.imagej.training;

import java.awt.Color;
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
        Color line = UIManager.getColor("Separator.foreground");
        setBorder(BorderFactory.createLineBorder(line == null ? Color.GRAY : line));
        addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent event) {
                refresh();
            }
        });
    }

    /** Draws the curves anew where an epoch or step has come since the last time. */
    void refresh() {
        if (getWidth() < 2 || getHeight() < 2) return;
        picture = monitor.curves(look()).picture(new Dimension(getWidth() - 2, getHeight() - 2));
        repaint();
    }

    /** As the look and feel has it, which may be dark. */
    private static TrainingCurves.Look look() {
        Color paper = UIManager.getColor("TextArea.background");
        Color ink = UIManager.getColor("TextArea.foreground");
        return paper == null || ink == null ? TrainingCurves.Look.PRINT : new TrainingCurves.Look(paper, ink);
    }

    @Override
    protected void paintComponent(Graphics pen) {
        if (picture != null) pen.drawImage(picture, 1, 1, null);
    }
}
