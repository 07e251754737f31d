package sc.fiji.unet.gui;

import ij.IJ;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/** The live window of a training, as a person uses it. */
record LiveWindow(JFrame frame) {
    private static final int PATIENCE_MS = 60_000;

    /** Waits until that of a running training opens; one of a training before, which offers to close, may still be there. */
    static LiveWindow await() {
        return ImageJSession.await(
                "the live window opens", PATIENCE_MS, () -> open().filter(window -> !window.offers("Close"))
                        .findFirst()
                        .orElse(null));
    }

    /** Closes what trainings left. */
    static void closeAll() {
        open().forEach(window -> ImageJSession.onEventThread(window.frame::dispose));
    }

    private static Stream<LiveWindow> open() {
        return Arrays.stream(Window.getWindows())
                .filter(w ->
                        w instanceof JFrame f && f.isShowing() && f.getTitle().startsWith("U-Net training"))
                .map(w -> new LiveWindow((JFrame) w));
    }

    /** Waits, longer than for a dialog, until something holds. */
    static void until(String what, BooleanSupplier holds) {
        until(what, PATIENCE_MS, holds);
    }

    static void until(String what, int patience, BooleanSupplier holds) {
        long end = System.currentTimeMillis() + patience;
        while (!holds.getAsBoolean()) {
            if (System.currentTimeMillis() > end) throw new AssertionError("Waited in vain until " + what);
            IJ.wait(100);
        }
    }

    boolean isShowing() {
        return frame.isShowing();
    }

    boolean offers(String button) {
        return button(button) != null;
    }

    void click(String button) {
        onEventThread(button(button)::doClick);
    }

    private JButton button(String text) {
        return all(JButton.class).stream()
                .filter(button -> text.equals(button.getText()) && button.isVisible())
                .findFirst()
                .orElse(null);
    }

    /** Presses Esc, and goes on while it is asked what is meant. */
    void escape() {
        SwingUtilities.invokeLater(this::escapeNow);
    }

    /** Presses Esc; on the event thread, and blocks while it is asked what is meant. */
    private void escapeNow() {
        KeyStroke key = KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0);
        ActionListener action = frame.getRootPane().getActionForKeyStroke(key);
        action.actionPerformed(new ActionEvent(frame, ActionEvent.ACTION_PERFORMED, "esc"));
    }

    /** What it says in words. */
    String text() {
        StringBuilder text = new StringBuilder();
        all(JTextArea.class).forEach(area -> text.append(area.getText()).append('\n'));
        return text.toString();
    }

    void photograph(String name) {
        ImageJSession.photograph(frame, name);
    }

    /** All components of a type, tabs that are hidden included. */
    <T extends Component> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        collect(frame.getContentPane(), type, found);
        return found;
    }

    private static <T extends Component> void collect(Container parent, Class<T> type, List<T> found) {
        for (Component child : parent.getComponents()) {
            if (type.isInstance(child)) found.add(type.cast(child));
            if (child instanceof Container container) collect(container, type, found);
        }
    }

    private static void onEventThread(Runnable action) {
        try {
            SwingUtilities.invokeAndWait(action);
        } catch (InterruptedException | java.lang.reflect.InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
