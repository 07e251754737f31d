package sc.fiji.unet.imagej.training;

import java.awt.BorderLayout;
import java.awt.event.KeyEvent;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import sc.fiji.unet.base.TimeLeft;

/** The lower edge of a live window: how far the training is, and what one can do about it. For the event thread. */
final class TrainingButtons extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int STEPS = 1000;
    private static final int GAP = 10;

    private final transient TrainingControl control;
    private final JProgressBar bar = new JProgressBar(0, STEPS);
    private final JButton more = new JButton();
    private final JButton stop = new JButton("Stop and keep best");
    private final JButton cancel = new JButton("Cancel");
    private transient Runnable close = () -> {};

    /**
     * What a button offers once a training has ended.
     *
     * @param label of the button
     * @param hint what it does
     * @param start begins it in a thread of its own
     */
    record More(String label, String hint, Runnable start) {}

    TrainingButtons(TrainingControl control) {
        super(new BorderLayout(GAP, 0));
        this.control = control;
        bar.setStringPainted(true);
        bar.setString("");
        stop.setToolTipText("End now; the best network so far is the model");
        stop.setMnemonic(KeyEvent.VK_S);
        stop.addActionListener(event -> stop());
        cancel.setToolTipText("End now without a finished model; what was saved can be resumed");
        cancel.addActionListener(event -> {
            if (control.isOver()) close.run();
            else cancel();
        });
        more.setVisible(false);
        JPanel row = new JPanel();
        row.setLayout(new BoxLayout(row, BoxLayout.X_AXIS));
        row.add(more);
        row.add(Box.createHorizontalStrut(GAP));
        row.add(stop);
        row.add(Box.createHorizontalStrut(GAP));
        row.add(cancel);
        add(bar, BorderLayout.CENTER);
        add(row, BorderLayout.EAST);
    }

    /** What closes the window. */
    void onClose(Runnable action) {
        close = action;
    }

    void stop() {
        control.stop();
        stop.setEnabled(false);
        stop.setText("Stopping...");
    }

    void cancel() {
        control.cancel();
        cancel.setEnabled(false);
        cancel.setText("Canceling...");
    }

    void show(double share, int epochs, double secondsLeft) {
        boolean over = control.isOver();
        bar.setValue((int) (STEPS * (over ? 1 : share)));
        String done = epochs == 0 ? "" : epochs + (epochs == 1 ? " epoch, " : " epochs, ");
        String end = control.canceled() ? "Canceled" : "Done";
        bar.setString(over ? end : done + TimeLeft.of(secondsLeft));
    }

    /** Nothing is left to stop; perhaps there is more to do. */
    void finish(More next) {
        stop.setVisible(false);
        cancel.setEnabled(true);
        cancel.setText("Close");
        cancel.setToolTipText(null);
        if (next == null) return;
        more.setText(next.label());
        more.setToolTipText(next.hint());
        more.setVisible(true);
        more.addActionListener(event -> {
            close.run();
            next.start().run();
        });
    }
}
