package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import java.awt.Component;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.TextComponent;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/**
 * Keys of a live session, in the image's window and in the panel, but only while the paint tool is chosen: 1 to 9 choose a
 * class, [ and ] the size, b e f o the tool, Ctrl+Z and Ctrl+Y undo and redo. All others go to ImageJ.
 */
final class LiveKeys implements KeyEventDispatcher {
    private final ImagePlus image;
    private final Window panel;
    private final BooleanSupplier painting;
    private final LiveActions actions;
    private final PaintActions painter;
    private final Runnable smaller;
    private final Runnable larger;
    private boolean taken;

    /**
     * Listens from {@link #listen} on.
     *
     * @param painting whether the paint tool is chosen
     * @param smaller makes the brush smaller, larger makes it larger
     */
    LiveKeys(
            ImagePlus image,
            Window panel,
            BooleanSupplier painting,
            LiveActions actions,
            PaintActions painter,
            Runnable[] smallerAndLarger) {
        this.image = image;
        this.panel = panel;
        this.painting = painting;
        this.actions = actions;
        this.painter = painter;
        smaller = smallerAndLarger[0];
        larger = smallerAndLarger[1];
    }

    void listen() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this);
    }

    void stop() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
    }

    @Override
    public boolean dispatchKeyEvent(KeyEvent e) {
        if (e.getID() == KeyEvent.KEY_PRESSED) {
            taken = isOurs(e.getComponent()) && painting.getAsBoolean() && act(e);
        }
        return taken && e.getID() != KeyEvent.KEY_RELEASED;
    }

    private boolean isOurs(Component focus) {
        if (focus == null || focus instanceof TextComponent || focus instanceof JTextComponent) return false;
        Window window = focus instanceof Window w ? w : SwingUtilities.getWindowAncestor(focus);
        return window != null && (window == image.getWindow() || window == panel);
    }

    private boolean act(KeyEvent e) {
        if (e.isControlDown() || e.isMetaDown()) return undoOrRedo(e);
        if (e.isAltDown()) return false;
        char key = Character.toLowerCase(e.getKeyChar());
        if (key >= '1' && key <= '9') {
            actions.choose(key - '1');
            return true;
        }
        for (PaintMode mode : PaintMode.values()) {
            if (mode.key() != key) continue;
            actions.use(mode);
            return true;
        }
        if (key != '[' && key != ']') return false;
        (key == '[' ? smaller : larger).run();
        return true;
    }

    private boolean undoOrRedo(KeyEvent e) {
        boolean redo = e.getKeyCode() == KeyEvent.VK_Y || e.getKeyCode() == KeyEvent.VK_Z && e.isShiftDown();
        if (!redo && e.getKeyCode() != KeyEvent.VK_Z) return false;
        if (redo) painter.redo();
        else painter.undo();
        return true;
    }
}
