package sc.fiji.unet.imagej.training;

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
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import sc.fiji.unet.train.Diagnosis;

/**
 * Shows a training as it goes: what the curves mean in words, curves, previews, plan, time left; with buttons to stop it
 * and keep the best network, to cancel it, and to train on when it has ended. Made, shown and closed from any thread;
 * everything on screen is drawn by the event thread, a few times a second.
 */
final class TrainingWindow {
    private static final Dimension SIZE = new Dimension(1000, 660);
    private static final int REDRAW_MS = 300;
    private static final int MARGIN = 10;
    private static final int LIGHT_LIFT = 6;
    private static final Color GOOD = new Color(0x009E73);
    private static final Color BAD = new Color(0xD55E00);
    private static final String[] ANSWERS = {"Stop and keep best", "Go on", "Cancel training"};

    private final TrainingMonitor monitor;
    private final TrainingControl control;
    private TrainingFrame frame;
    private Timer timer;
    private int drawnEpochs = -1;
    private long drawnSteps;

    private final JLabel light = new JLabel("\u25CF");
    private final JTextArea status = text(15);
    private final JTextArea plan = text(13);
    private final JTabbedPane tabs = new JTabbedPane();
    private final CurvesPanel curves;
    private final PreviewPanel previews;
    private final TrainingButtons buttons;

    private TrainingWindow(TrainingMonitor monitor, TrainingControl control) {
        this.monitor = monitor;
        this.control = control;
        curves = new CurvesPanel(monitor);
        previews = new PreviewPanel(monitor);
        buttons = new TrainingButtons(control);
    }

    /**
     * Opens the window.
     *
     * @param monitor knows the training
     * @param control is told what people want
     */
    static TrainingWindow open(TrainingMonitor monitor, TrainingControl control) {
        TrainingWindow window = new TrainingWindow(monitor, control);
        control.addReader(line -> SwingUtilities.invokeLater(() -> window.addToPlan(line)));
        SwingUtilities.invokeLater(window::build);
        return window;
    }

    private void addToPlan(String line) {
        plan.append((plan.getText().isEmpty() ? "" : "\n") + line);
    }

    private void build() {
        frame = new TrainingFrame("U-Net training: " + control.title());
        JPanel content = new JPanel(new BorderLayout(MARGIN, MARGIN));
        content.setBorder(BorderFactory.createEmptyBorder(MARGIN, MARGIN, MARGIN, MARGIN));
        content.add(header(), BorderLayout.NORTH);
        content.add(curves, BorderLayout.WEST);
        plan.setMargin(new Insets(MARGIN, MARGIN, MARGIN, MARGIN));
        tabs.addTab("Plan", new JScrollPane(plan));
        tabs.addTab("Preview", previews);
        content.add(tabs, BorderLayout.CENTER);
        content.add(buttons, BorderLayout.SOUTH);
        frame.setContentPane(content);
        listen();
        Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        frame.setSize(Math.min(SIZE.width, screen.width), Math.min(SIZE.height, screen.height));
        frame.place();
        frame.setVisible(true);
        timer = new Timer(REDRAW_MS, event -> redraw());
        timer.start();
    }

    private JComponent header() {
        light.setFont(light.getFont().deriveFont(22f));
        light.setVerticalAlignment(JLabel.TOP);
        light.setBorder(BorderFactory.createEmptyBorder(-LIGHT_LIFT, 0, 0, 0));
        status.setRows(2);
        status.setFocusable(false); // a caret in it would say that one may type
        status.setText("Preparing.");
        JPanel header = new JPanel(new BorderLayout(MARGIN, 0));
        header.add(light, BorderLayout.WEST);
        header.add(status, BorderLayout.CENTER);
        return header;
    }

    private void listen() {
        ActionListener leave = event -> leave();
        frame.getRootPane()
                .registerKeyboardAction(
                        leave, KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), JComponent.WHEN_IN_FOCUSED_WINDOW);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                leave();
            }
        });
        buttons.onClose(this::dispose);
    }

    /** Somebody closes the window; hours of work may hang on what is meant. */
    private void leave() {
        if (control.isOver()) {
            dispose();
            return;
        }
        int answer = JOptionPane.showOptionDialog(
                frame,
                "The training is not finished. What shall become of it?\n\n"
                        + "Stop and keep best: it ends now, and the best network so far is the model.\n"
                        + "Cancel training: it ends now and is marked as unfinished; it can be resumed.",
                "Close the live window",
                JOptionPane.DEFAULT_OPTION,
                JOptionPane.QUESTION_MESSAGE,
                null,
                ANSWERS,
                ANSWERS[1]);
        if (answer == 0) buttons.stop();
        if (answer == 2) buttons.cancel();
    }

    private void dispose() {
        timer.stop();
        frame.dispose();
    }

    private void redraw() {
        Diagnosis diagnosis = monitor.diagnosis();
        light.setForeground(diagnosis.kind().isGood() ? GOOD : BAD);
        if (!control.isOver()) status.setText(diagnosis.text());
        int epochs = monitor.history().size();
        buttons.show(monitor.done(), epochs, monitor.secondsLeft());
        long steps = monitor.losses().steps();
        boolean newEpoch = epochs != drawnEpochs;
        if (!newEpoch && steps == drawnSteps) return;
        drawnSteps = steps;
        curves.refresh();
        if (!newEpoch) return;
        if (drawnEpochs <= 0 && epochs > 0) tabs.setSelectedIndex(1);
        drawnEpochs = epochs;
        previews.refresh();
    }

    /**
     * Says how it ended and leaves the window open to be looked at.
     *
     * @param outcome in words
     * @param more trains on when a person wants so; null where that makes no sense
     */
    void finish(String outcome, TrainingButtons.More more) {
        control.ended();
        SwingUtilities.invokeLater(() -> {
            redraw();
            timer.stop();
            Diagnosis diagnosis = monitor.diagnosis();
            status.setText(outcome + (diagnosis.kind().isGood() ? "" : "\n" + diagnosis.text()));
            buttons.finish(more);
        });
    }

    /** Closes the window and ends its control; from any thread. */
    void close() {
        control.ended();
        SwingUtilities.invokeLater(this::dispose);
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
