package sc.fiji.unet.dialog;

import java.awt.Dialog;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;

/**
 * Hears of the Esc key wherever it is pressed, as ImageJ itself does so in its own windows only. In a dialog, Esc means
 * the dialog.
 */
final class EscapeKey implements KeyEventDispatcher, AutoCloseable {
    private final Runnable pressed;

    private EscapeKey(Runnable pressed) {
        this.pressed = pressed;
    }

    /** Calls back on the event thread, until closed. */
    static EscapeKey listen(Runnable pressed) {
        EscapeKey key = new EscapeKey(pressed);
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(key);
        return key;
    }

    @Override
    public boolean dispatchKeyEvent(KeyEvent event) {
        boolean escape = event.getID() == KeyEvent.KEY_PRESSED && event.getKeyCode() == KeyEvent.VK_ESCAPE;
        if (escape
                && !isDialog(
                        KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusedWindow())) {
            pressed.run();
        }
        return false; // others hear of it, too
    }

    private static boolean isDialog(Window window) {
        return window instanceof Dialog && !(window instanceof ProgressWindow.Frame);
    }

    @Override
    public void close() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
    }
}
