package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.AWTException;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JDialog;

/** A running plain ImageJ with our menu, driven as a person would, and photographed into target/screenshots. */
final class ImageJSession {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int PATIENCE_MS = 20_000;

    private ImageJSession() {}

    /**
     * Starts ImageJ with a plugins folder that holds one jar with our plugins.config, once for all tests; those that follow
     * find no window of the tests before. Without a display, tests are skipped.
     */
    static synchronized void start() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "no display: run with -Dtest.headless=false under xvfb-run");
        if (IJ.getInstance() != null) {
            closeAll();
            LiveWindow.closeAll();
            return;
        }
        try {
            Path plugins = Files.createTempDirectory("imagej").resolve("plugins");
            Files.createDirectories(plugins);
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("UNet_.jar")))) {
                jar.putNextEntry(new ZipEntry("plugins.config"));
                jar.write(Files.readAllBytes(Path.of("plugins.config")));
            }
            System.setProperty("plugins.dir", plugins.getParent().toString());
            new ImageJ(ImageJ.EMBEDDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chooses a command from the menu and waits for its dialog. */
    static GenericDialog open(String command) {
        IJ.doCommand(command);
        String title = command.replace("...", "");
        return await(title + " opens", () -> find(title));
    }

    /**
     * Whether a command that was chosen from the menu still works: what it writes last, such as the pictures beside a
     * model, would otherwise meet a folder that the test has begun to delete. ImageJ names its thread after it.
     */
    static boolean isRunning(String command) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(command));
    }

    /** Presses Enter or Esc in a dialog and waits until it has gone. */
    static void press(GenericDialog dialog, int key) {
        Component target = dialog.getButtons()[0];
        dialog.keyPressed(new KeyEvent(target, KeyEvent.KEY_PRESSED, 0, 0, key, KeyEvent.CHAR_UNDEFINED));
        until("the dialog closes", () -> !dialog.isShowing());
    }

    /** Types into the field with this label. */
    static void type(GenericDialog dialog, String label, String text) {
        type((TextField) beside(dialog, label), text);
    }

    /** Types into a field. */
    static void type(TextField field, String text) {
        onEventThread(() -> field.setText(text));
    }

    /** Chooses from the menu with this label. */
    static void choose(GenericDialog dialog, String label, String word) {
        Choice choice = (Choice) beside(dialog, label);
        onEventThread(() -> choice.select(word));
        if (!choice.getSelectedItem().equals(word)) throw new AssertionError(label + " offers no " + word);
    }

    /** What the text field with this label holds. */
    static String text(GenericDialog dialog, String label) {
        return ((TextField) beside(dialog, label)).getText();
    }

    /** The field with this label. */
    static Component field(GenericDialog dialog, String label) {
        return beside(dialog, label);
    }

    /** Lets the dialog know of a choice, as a click does and a selection by program does not. */
    static void notifyChoice(GenericDialog dialog, String label) {
        chosen((Choice) beside(dialog, label));
    }

    /** Chooses what begins so from the list beside the text field with this label. */
    static void suggest(GenericDialog dialog, String label, String id) {
        Panel row = (Panel) beside(dialog, label).getParent();
        Choice list = (Choice) row.getComponent(1);
        for (int i = 0; i < list.getItemCount(); i++) {
            if (!list.getItem(i).startsWith(id + ":")) continue;
            int index = i;
            onEventThread(() -> list.select(index));
            chosen(list);
            return;
        }
        throw new AssertionError("No " + id + " beside " + label);
    }

    private static void chosen(Choice choice) {
        ItemEvent event =
                new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, choice.getSelectedItem(), ItemEvent.SELECTED);
        onEventThread(() -> Arrays.stream(choice.getItemListeners()).forEach(l -> l.itemStateChanged(event)));
    }

    /** Ticks the box with this label, or not. */
    static void tick(GenericDialog dialog, String label, boolean state) {
        Checkbox found = ((List<?>) dialog.getCheckboxes())
                .stream()
                        .map(Checkbox.class::cast)
                        .filter(box -> box.getLabel().strip().equals(label))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No box " + label));
        onEventThread(() -> found.setState(state));
    }

    /** Text fields painted meanwhile would otherwise wait for this thread, and this thread for them. */
    static void onEventThread(Runnable work) {
        try {
            if (EventQueue.isDispatchThread()) work.run();
            else EventQueue.invokeAndWait(work);
        } catch (InterruptedException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fields with a button beside them are in a panel of their own. */
    private static Component beside(GenericDialog dialog, String label) {
        Component[] all = dialog.getComponents();
        for (int i = 0; i + 1 < all.length; i++) {
            if (!(all[i] instanceof Label l) || !l.getText().strip().startsWith(label)) continue;
            return all[i + 1] instanceof Panel panel ? panel.getComponent(0) : all[i + 1];
        }
        throw new AssertionError("No field " + label + " in " + dialog.getTitle());
    }

    /** Photographs a window, in the upper left corner of the screen, where it is moved to. */
    static void photograph(Window window, String name) {
        // without a window manager Java takes a window that it centered to be in the corner, and would not move it
        // there
        window.setLocation(1, 1);
        window.setLocation(0, 0);
        for (int i = 0; i < 3; i++) {
            window.toFront(); // again, as windows that open meanwhile lie above it
            onEventThread(() -> Toolkit.getDefaultToolkit().sync()); // behind what is still to be painted
            IJ.wait(60); // the X server paints when it likes
        }
        try {
            Rectangle where = new Rectangle(window.getSize());
            BufferedImage picture = new Robot().createScreenCapture(where);
            Files.createDirectories(SCREENSHOTS);
            ImageIO.write(picture, "png", SCREENSHOTS.resolve(name + ".png").toFile());
        } catch (AWTException | IOException e) {
            throw new IllegalStateException("No screenshot of " + name, e);
        }
    }

    /** Waits until such a command has written all it writes. */
    static void untilOver(String command) {
        await(command + " is over", 120_000, () -> isRunning(command) ? null : command);
    }

    /** Closes all images and tables without asking. */
    static void closeAll() {
        IJ.run("Close All");
        Arrays.stream(WindowManager.getNonImageTitles()).forEach(title -> {
            IJ.selectWindow(title);
            IJ.run("Close");
        });
    }

    /** Waits for a question of this title, and presses one of its buttons. */
    static void answer(String title, String button) {
        JDialog question = await(title + " is asked", () -> (JDialog) Arrays.stream(Window.getWindows())
                .filter(w -> w instanceof JDialog d && d.isShowing() && title.equals(d.getTitle()))
                .findFirst()
                .orElse(null));
        photograph(question, "question-" + title.replace(' ', '-'));
        onEventThread(() -> button(question, button).doClick());
    }

    private static JButton button(Container in, String text) {
        for (Component part : in.getComponents()) {
            if (part instanceof JButton button && text.equals(button.getText())) return button;
            JButton below = part instanceof Container inner ? button(inner, text) : null;
            if (below != null) return below;
        }
        return null;
    }

    /** Waits until something is there. */
    static <T> T await(String what, Supplier<T> found) {
        return await(what, PATIENCE_MS, found);
    }

    static <T> T await(String what, int patience, Supplier<T> found) {
        long end = System.currentTimeMillis() + patience;
        while (System.currentTimeMillis() < end) {
            T value = found.get();
            if (value != null) return value;
            IJ.wait(50);
        }
        throw new AssertionError("Waited in vain until " + what);
    }

    /** Waits until something holds. */
    static void until(String what, BooleanSupplier holds) {
        await(what, () -> holds.getAsBoolean() ? what : null);
    }

    /** The open dialog of this title, or null. */
    static GenericDialog find(String title) {
        return Arrays.stream(Window.getWindows())
                .filter(window -> window.isShowing() && window instanceof GenericDialog)
                .map(GenericDialog.class::cast)
                .filter(dialog -> title.equals(dialog.getTitle()))
                .findFirst()
                .orElse(null);
    }
}
