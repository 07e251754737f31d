package sc.fiji.unet.dialog;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;

/**
 * A small window that says what is being done and how long it still takes, with a button to cancel. It takes the focus from
 * nobody. Called from any thread.
 */
final class ProgressWindow {
    private static final int STEPS = 1000;
    private static final int MARGIN = 12;
    private static final Dimension BAR = new Dimension(360, 22);

    private final JLabel what = new JLabel(" ");
    private final JProgressBar bar = new JProgressBar(0, STEPS);
    private final JButton cancel = new JButton("Cancel");
    private Frame frame;
    private boolean closed;

    private ProgressWindow() {}

    /** The window itself, told from dialogs that ask something. */
    static final class Frame extends JDialog {
        private static final long serialVersionUID = 1L;

        private Frame(Window owner, String title) {
            super(owner, title, ModalityType.MODELESS);
        }
    }

    /** Opens it; {@code canceled} is called on the event thread. */
    static ProgressWindow open(String title, Runnable canceled) {
        ProgressWindow window = new ProgressWindow();
        SwingUtilities.invokeLater(() -> window.build(title, canceled));
        return window;
    }

    private void build(String title, Runnable canceled) {
        if (closed) return;
        frame = new Frame(IJ.getInstance(), title);
        Runnable stop = () -> {
            canceled.run();
            cancel.setEnabled(false);
            cancel.setText("Canceling...");
        };
        cancel.addActionListener(event -> stop.run());
        bar.setStringPainted(true);
        bar.setPreferredSize(BAR);
        JPanel content = new JPanel(new BorderLayout(MARGIN, MARGIN));
        content.setBorder(BorderFactory.createEmptyBorder(MARGIN, MARGIN, MARGIN, MARGIN));
        content.add(what, BorderLayout.NORTH);
        content.add(bar, BorderLayout.CENTER);
        content.add(cancel, BorderLayout.EAST);
        frame.setContentPane(content);
        frame.setDefaultCloseOperation(JDialog.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                stop.run();
            }
        });
        frame.pack();
        place();
        frame.setAutoRequestFocus(false);
        frame.setVisible(true);
    }

    /** Below ImageJ's own window, where the status line is, so that no image is covered without need. */
    private void place() {
        Window main = IJ.getInstance();
        if (main == null || !main.isShowing()) frame.setLocationRelativeTo(null);
        else frame.setLocation(main.getX(), main.getY() + main.getHeight());
    }

    void show(String now, double share, String left) {
        SwingUtilities.invokeLater(() -> {
            what.setText(now.isEmpty() ? " " : now);
            bar.setValue((int) (STEPS * share));
            bar.setString(left);
        });
    }

    void close() {
        SwingUtilities.invokeLater(() -> {
            closed = true;
            if (frame != null) frame.dispose();
        });
    }
}
