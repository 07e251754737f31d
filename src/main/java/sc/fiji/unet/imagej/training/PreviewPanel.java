package sc.fiji.unet.imagej.training;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import sc.fiji.unet.workflow.PreviewTile;

/**
 * The validation images after each epoch, with a slider through the epochs: at its end it follows the training. For the
 * event thread.
 */
final class PreviewPanel extends JPanel {
    private static final long serialVersionUID = 1L;
    private final transient TrainingMonitor monitor;
    private final JSlider slider = new JSlider(0, 0, 0);
    private final JLabel epoch = new JLabel(" ");
    private final JLabel confused = entry("wrong class", PreviewTile.CONFUSED);
    private transient List<PreviewStack.Slice> slices = List.of();

    PreviewPanel(TrainingMonitor monitor) {
        super(new BorderLayout(6, 6));
        this.monitor = monitor;
        setBorder(BorderFactory.createEmptyBorder(6, 6, 6, 6));
        add(new Picture(), BorderLayout.CENTER);
        add(controls(), BorderLayout.SOUTH);
        slider.setEnabled(false);
        slider.addChangeListener(event -> showEpoch());
    }

    private JComponent controls() {
        JPanel legend = new JPanel();
        legend.add(entry("missed", PreviewTile.MISSED));
        legend.add(entry("too much", PreviewTile.TOO_MUCH));
        legend.add(confused);
        JButton open = new JButton("Open as Stack");
        open.setToolTipText("Open all epochs as an image stack");
        open.addActionListener(event -> {
            if (!slices.isEmpty()) monitor.previews().toImagePlus().show();
        });
        Box row = Box.createHorizontalBox();
        row.add(slider);
        row.add(Box.createHorizontalStrut(6));
        row.add(epoch);
        JPanel below = new JPanel(new BorderLayout());
        below.add(legend, BorderLayout.WEST);
        below.add(open, BorderLayout.EAST);
        JPanel controls = new JPanel(new BorderLayout(0, 4));
        controls.add(row, BorderLayout.NORTH);
        controls.add(below, BorderLayout.SOUTH);
        return controls;
    }

    private static JLabel entry(String word, int color) {
        return new JLabel(String.format(
                Locale.ROOT, "<html><font color='#%06X'>\u25A0</font> %s&nbsp;&nbsp;</html>", color, word));
    }

    /** Takes in the epochs that have come since. */
    void refresh() {
        boolean follow = slider.getValue() == slider.getMaximum();
        slices = monitor.previews().slices();
        confused.setVisible(monitor.classes().size() > 2);
        slider.setEnabled(slices.size() > 1);
        slider.setMaximum(Math.max(0, slices.size() - 1));
        if (follow) slider.setValue(slider.getMaximum());
        showEpoch();
    }

    private void showEpoch() {
        if (!slices.isEmpty()) epoch.setText(slices.get(slider.getValue()).label());
        repaint();
    }

    private final class Picture extends JComponent {
        private static final long serialVersionUID = 1L;

        @Override
        public Dimension getPreferredSize() {
            return new Dimension(560, 440);
        }

        @Override
        protected void paintComponent(Graphics g) {
            g.setColor(PreviewStack.GROUND);
            g.fillRect(0, 0, getWidth(), getHeight());
            if (slices.isEmpty()) return;
            BufferedImage picture = slices.get(slider.getValue()).picture();
            double scale = Math.min(
                    2,
                    Math.min(
                            (double) (getWidth() - 8) / picture.getWidth(),
                            (double) (getHeight() - 8) / picture.getHeight()));
            int width = (int) (scale * picture.getWidth());
            int height = (int) (scale * picture.getHeight());
            Graphics2D pen = (Graphics2D) g;
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.drawImage(picture, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
        }
    }
}
