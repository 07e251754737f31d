package sc.fiji.unet.imagej.live;

import ij.IJ;
import ij.ImagePlus;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.live.DoubtfulPlace;
import sc.fiji.unet.live.LiveListener;
import sc.fiji.unet.live.LivePrediction;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.ModelViewer;
import sc.fiji.unet.live.Rect;
import sc.fiji.unet.live.StrokeReport;

/** What a trained model makes of what is seen, laid over the image while a person scrolls through it. For the event thread. */
final class ModelPreview implements LiveListener {
    private static final int LOOK_MS = 150;
    private static final int MARGIN = 8;
    private static final int WIDTH = 330;

    private final ImagePlus image;
    private final LivePlanes planes;
    private final LiveOverlay overlay;
    private final ModelViewer viewer;
    private final Runnable segment;
    private final ImageWatch watch;
    private final JLabel status = new JLabel(" ");
    private LiveFrame frame;

    /**
     * Prepares it; {@link #open} shows it.
     *
     * @param segment segments for good
     */
    ModelPreview(LivePlanes planes, ClassList classes, ViewerMaker maker, Runnable segment) {
        this.planes = planes;
        this.segment = segment;
        image = planes.image();
        watch = new ImageWatch(image, LOOK_MS, this::look, this::close);
        int[] size = {image.getWidth(), image.getHeight()};
        overlay = new LiveOverlay(image, new LiveStrokes(Collections.nCopies(planes.shown(), size)), classes);
        viewer = maker.make(planes.sources(), this);
    }

    /** Makes what computes. */
    @FunctionalInterface
    interface ViewerMaker {
        ModelViewer make(List<ImageSource> planes, LiveListener listener);
    }

    void open() {
        JPanel content = new JPanel(new BorderLayout(MARGIN, MARGIN));
        content.setBorder(BorderFactory.createEmptyBorder(MARGIN, MARGIN, MARGIN, MARGIN));
        content.add(new LookPanel(overlay::show, false), BorderLayout.NORTH);
        content.add(status, BorderLayout.CENTER);
        content.add(buttons(), BorderLayout.SOUTH);
        content.setPreferredSize(new Dimension(WIDTH, content.getPreferredSize().height));
        frame = new LiveFrame("U-Net Preview: " + image.getTitle(), image, content, this::close);
        frame.open();
        watch.start();
    }

    private JComponent buttons() {
        JPanel row = new JPanel(new GridLayout(1, 0, MARGIN, 0));
        JButton all = new JButton("Whole stack");
        all.setToolTipText("Segment all slices, not only what is seen");
        all.setEnabled(planes.shown() > 1);
        Rect whole = new Rect(0, 0, image.getWidth(), image.getHeight());
        all.addActionListener(event -> viewer.computeAll(Collections.nCopies(planes.shown(), whole)));
        JButton labels = new JButton("Segment...");
        labels.setToolTipText("Make labels, ROIs and tables of it");
        labels.addActionListener(event -> segment.run());
        row.add(all);
        row.add(labels);
        return row;
    }

    private void look() {
        overlay.show(planes.plane());
        viewer.look(planes.view());
    }

    private void close() {
        if (!watch.end()) return;
        viewer.close();
        overlay.remove();
        frame.dispose();
    }

    @Override
    public void predicted(LivePrediction prediction, long steps) {
        watch.later(() -> overlay.show(prediction));
    }

    @Override
    public void reported(StrokeReport report) {
        // there are no strokes
    }

    @Override
    public void doubtful(Optional<DoubtfulPlace> place) {
        // nobody asks
    }

    @Override
    public void waitsForMains(boolean value) {
        // nothing is learned
    }

    @Override
    public void says(String line) {
        watch.later(() -> status.setText(line.isEmpty() ? " " : line));
    }

    @Override
    public void failed(Throwable failure) {
        IJ.handleException(failure);
        says("It failed: " + failure.getMessage());
    }
}
