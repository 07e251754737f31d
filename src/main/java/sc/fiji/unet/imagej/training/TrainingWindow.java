package sc.fiji.unet.imagej.training;

import ij.IJ;
import ij.ImageJ;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.ActionListener;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.train.Diagnosis;

/**
 * Shows a training as it goes: what the curves mean in words, curves, previews, plan, time left; with buttons to stop it
 * and keep the best network, or to cancel it. It is also the {@link Progress} that asks them. Made, shown and closed from
 * any thread; everything on screen is drawn by the event thread, a few times a second.
 */
public final class TrainingWindow implements Progress {
    private static final Dimension SIZE = new Dimension(1000, 660);
    private static final int REDRAW_MS = 300;
    private static final int MARGIN = 10;
    private static final int LIGHT_LIFT = 6;
    private static final Color GOOD = new Color(0x009E73);
    private static final Color BAD = new Color(0xD55E00);

    private final TrainingMonitor monitor;
    private final Progress outer;
    private final String title;
    private volatile boolean cancelled;
    private volatile boolean stopRequested;
    private volatile boolean over;
    private JFrame frame;
    private Timer timer;
    private int drawnEpochs = -1;

    private final JLabel light = new JLabel("\u25CF");
    private final JTextArea status = text(15);
    private final JTextArea plan = text(13);
    private final JTabbedPane tabs = new JTabbedPane();
    private final CurvesPanel curves;
    private final PreviewPanel previews;
    private final JProgressBar bar = new JProgressBar(0, 1000);
    private final JButton stop = new JButton("Stop and keep best");
    private final JButton cancel = new JButton("Cancel");

    private TrainingWindow(TrainingMonitor monitor, String title, Progress outer) {
        this.monitor = monitor;
        this.title = title;
        this.outer = outer;
        curves = new CurvesPanel(monitor);
        previews = new PreviewPanel(monitor);
    }

    /**
     * Opens the window.
     *
     * @param monitor knows the training
     * @param title such as the name of the model
     * @param outer is told whatever this window is told, and may cancel, too
     */
    public static TrainingWindow open(TrainingMonitor monitor, String title, Progress outer) {
        TrainingWindow window = new TrainingWindow(monitor, title, outer);
        SwingUtilities.invokeLater(window::build);
        return window;
    }

    private void build() {
        frame = new JFrame("U-Net training: " + title);
        ImageJ imagej = IJ.getInstance();
        if (imagej != null) frame.setIconImage(imagej.getIconImage());
        JPanel content = new JPanel(new BorderLayout(MARGIN, MARGIN));
        content.setBorder(BorderFactory.createEmptyBorder(MARGIN, MARGIN, MARGIN, MARGIN));
        content.add(header(), BorderLayout.NORTH);
        content.add(curves, BorderLayout.WEST);
        plan.setMargin(new Insets(MARGIN, MARGIN, MARGIN, MARGIN));
        tabs.addTab("Plan", new JScrollPane(plan));
        tabs.addTab("Preview", previews);
        content.add(tabs, BorderLayout.CENTER);
        content.add(footer(), BorderLayout.SOUTH);
        frame.setContentPane(content);
        listen();
        Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        frame.setSize(Math.min(SIZE.width, screen.width), Math.min(SIZE.height, screen.height));
        frame.setLocationRelativeTo(null);
        frame.setVisible(true);
        timer = new Timer(REDRAW_MS, event -> redraw());
        timer.start();
    }

    private JComponent header() {
        light.setFont(light.getFont().deriveFont(22f));
        light.setVerticalAlignment(JLabel.TOP);
        light.setBorder(BorderFactory.createEmptyBorder(-LIGHT_LIFT, 0, 0, 0));
        status.setRows(2);
        status.setText("Preparing.");
        JPanel header = new JPanel(new BorderLayout(MARGIN, 0));
        header.add(light, BorderLayout.WEST);
        header.add(status, BorderLayout.CENTER);
        return header;
    }

    private JComponent footer() {
        bar.setStringPainted(true);
        bar.setString("");
        JPanel buttons = new JPanel();
        buttons.setLayout(new BoxLayout(buttons, BoxLayout.X_AXIS));
        buttons.add(stop);
        buttons.add(Box.createHorizontalStrut(MARGIN));
        buttons.add(cancel);
        JPanel footer = new JPanel(new BorderLayout(MARGIN, 0));
        footer.add(bar, BorderLayout.CENTER);
        footer.add(buttons, BorderLayout.EAST);
        return footer;
    }

    private void listen() {
        stop.setToolTipText("End now; the best network so far is the model");
        cancel.setToolTipText("End now without a finished model; what was saved can be resumed");
        stop.setMnemonic(KeyEvent.VK_S);
        stop.addActionListener(event -> requestStop());
        ActionListener close = event -> cancelOrClose();
        cancel.addActionListener(close);
        frame.getRootPane()
                .registerKeyboardAction(
                        close, KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), JComponent.WHEN_IN_FOCUSED_WINDOW);
        frame.setDefaultCloseOperation(JFrame.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                cancelOrClose();
            }
        });
    }

    private void requestStop() {
        stopRequested = true;
        stop.setEnabled(false);
        stop.setText("Stopping...");
    }

    private void cancelOrClose() {
        if (over) frame.dispose();
        cancelled = !over;
        if (cancelled) {
            cancel.setEnabled(false);
            cancel.setText("Cancelling...");
        }
    }

    private void redraw() {
        Diagnosis diagnosis = monitor.diagnosis();
        light.setForeground(diagnosis.kind().isGood() ? GOOD : BAD);
        if (!over) status.setText(diagnosis.text());
        bar.setValue((int) (1000 * (over ? 1 : monitor.done())));
        int epochs = monitor.history().size();
        bar.setString(over ? "Done" : epochs(epochs) + TimeLeft.of(monitor.secondsLeft()));
        if (epochs == drawnEpochs) return;
        if (drawnEpochs <= 0 && epochs > 0) tabs.setSelectedIndex(1);
        drawnEpochs = epochs;
        curves.refresh();
        previews.refresh();
    }

    private static String epochs(int epochs) {
        return epochs == 0 ? "" : epochs + (epochs == 1 ? " epoch, " : " epochs, ");
    }

    /** Says how it ended and leaves the window open to be looked at, with a button to close it. */
    public void finish(String outcome) {
        SwingUtilities.invokeLater(() -> {
            over = true;
            redraw();
            timer.stop();
            Diagnosis diagnosis = monitor.diagnosis();
            status.setText(outcome + (diagnosis.kind().isGood() ? "" : "\n" + diagnosis.text()));
            stop.setVisible(false);
            cancel.setEnabled(true);
            cancel.setText("Close");
            cancel.setToolTipText(null);
        });
    }

    /** Closes the window. */
    public void close() {
        SwingUtilities.invokeLater(() -> {
            timer.stop();
            frame.dispose();
        });
    }

    @Override
    public void update(long done, long total, String what) {
        outer.update(done, total, what);
    }

    @Override
    public void note(String line) {
        outer.note(line);
        SwingUtilities.invokeLater(() -> plan.append((plan.getText().isEmpty() ? "" : "\n") + line));
    }

    @Override
    public boolean cancelled() {
        return cancelled || outer.cancelled();
    }

    @Override
    public boolean stopRequested() {
        return stopRequested || outer.stopRequested();
    }

    private static JTextArea text(int size) {
        JTextArea text = new JTextArea();
        text.setEditable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setOpaque(false);
        text.setFont(new JLabel().getFont().deriveFont(Font.PLAIN, size));
        return text;
    }
}
