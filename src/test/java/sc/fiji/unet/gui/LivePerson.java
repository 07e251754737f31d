package sc.fiji.unet.gui;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.ImageCanvas;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;

/** A person who paints in an image beside a panel of ours. */
final class LivePerson {
    private static final int PATIENCE_MS = 240_000;

    private final ImagePlus image;
    private final Path project;
    private JFrame panel;

    private LivePerson(ImagePlus image, Path project) {
        this.image = image;
        this.project = project;
    }

    /** Opens Live U-Net on an image. */
    static LivePerson open(ImagePlus image, String classes, Path project) {
        LivePerson person = new LivePerson(image, project);
        person.show();
        GenericDialog dialog = ImageJSession.open("Live U-Net...");
        ImageJSession.type(dialog, "Classes", classes);
        ImageJSession.type(dialog, "Project folder", project.toString());
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        person.await("U-Net Live");
        return person;
    }

    /** Opens a preview of a model on an image. */
    static LivePerson preview(ImagePlus image, Path model) {
        LivePerson person = new LivePerson(image, null);
        person.show();
        GenericDialog dialog = ImageJSession.open("Preview Segmentation...");
        ImageJSession.type(dialog, "Model", model.toString());
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        person.await("U-Net Preview");
        return person;
    }

    private void show() {
        image.show();
        ImageJSession.until(
                "the image is there",
                () -> image.getWindow() != null && image.getCanvas().isShowing());
    }

    private void await(String title) {
        panel = ImageJSession.await("the panel opens", () -> (JFrame) Arrays.stream(Window.getWindows())
                .filter(w ->
                        w instanceof JFrame f && f.isShowing() && f.getTitle().startsWith(title))
                .findFirst()
                .orElse(null));
    }

    JFrame panel() {
        return panel;
    }

    /** Closes the panel and waits until all is saved. */
    void close() {
        ImageJSession.onEventThread(() -> panel.dispatchEvent(new WindowEvent(panel, WindowEvent.WINDOW_CLOSING)));
        if (project == null) return;
        Path lock = project.resolveSibling("." + project.getFileName() + ".lock");
        ImageJSession.until("all is saved", () -> !Files.exists(lock));
    }

    void press(String label) {
        ImageJSession.onEventThread(() -> button(label).doClick());
    }

    AbstractButton button(String label) {
        return parts(panel)
                .filter(AbstractButton.class::isInstance)
                .map(AbstractButton.class::cast)
                .filter(button ->
                        button.getText() != null && button.getText().strip().endsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + label));
    }

    /** All that the panel is made of. */
    Stream<Component> parts() {
        return parts(panel.getContentPane());
    }

    private static Stream<Component> parts(Container in) {
        return Arrays.stream(in.getComponents())
                .flatMap(c -> c instanceof Container inner ? Stream.concat(Stream.of(c), parts(inner)) : Stream.of(c));
    }

    /** Whether all of the panel is seen without scrolling. */
    boolean seesAll() {
        JScrollPane pane = (JScrollPane) panel.getContentPane();
        return !pane.getVerticalScrollBar().isShowing();
    }

    /** All that the panel says. */
    String said() {
        StringBuilder text = new StringBuilder();
        parts(panel.getContentPane()).forEach(c -> {
            if (c instanceof JTextArea area) text.append(area.getText()).append('\n');
            if (c instanceof JLabel label) text.append(label.getText()).append('\n');
        });
        return text.toString();
    }

    void untilSaid(String words) {
        ImageJSession.await(words + " is said", PATIENCE_MS, () -> said().contains(words) ? words : null);
    }

    /** Waits until a layer of this kind lies over the image. */
    void untilSeen(String kind) {
        ImageJSession.await(kind + " is seen", PATIENCE_MS, () -> sees(kind) ? kind : null);
    }

    /** Whether a layer of this kind lies over the image. */
    boolean sees(String kind) {
        return image.getOverlay() != null
                && Arrays.stream(image.getOverlay().toArray())
                        .anyMatch(roi -> ("unet.live." + kind).equals(roi.getName()));
    }

    /** Presses a button that asks something, and answers. */
    <T extends Component> void ask(String label, Class<T> part, Consumer<T> answer) {
        SwingUtilities.invokeLater(() -> button(label).doClick()); // waits there for the answer
        answer(part, answer);
    }

    /** Waits for a question, changes what is asked for and presses OK. */
    <T extends Component> void answer(Class<T> part, Consumer<T> answer) {
        JDialog question = ImageJSession.await("something is asked", () -> (JDialog) Arrays.stream(Window.getWindows())
                .filter(w -> w instanceof JDialog && w.isShowing())
                .findFirst()
                .orElse(null));
        ImageJSession.onEventThread(() -> {
            parts(question).filter(part::isInstance).map(part::cast).findFirst().ifPresent(answer);
            parts(question)
                    .filter(c -> c instanceof AbstractButton b && "OK".equals(b.getText()))
                    .forEach(c -> ((AbstractButton) c).doClick());
        });
        ImageJSession.until("it is answered", () -> !question.isShowing());
    }

    /** Clicks a button twice with the mouse. */
    void doubleClick(String label) {
        Point at = button(label).getLocationOnScreen();
        try {
            Robot robot = new Robot();
            robot.mouseMove(at.x + 40, at.y + 8);
            for (int i = 0; i < 2; i++) {
                robot.mousePress(MouseEvent.BUTTON1_DOWN_MASK);
                robot.mouseRelease(MouseEvent.BUTTON1_DOWN_MASK);
                robot.delay(80); // as quick as people are
            }
        } catch (AWTException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether there is a button with this label. */
    boolean offers(String label) {
        return parts().anyMatch(c -> c instanceof AbstractButton b
                && b.getText() != null
                && b.getText().strip().endsWith(label));
    }

    /** Presses, drags and releases the mouse, in pixels of the image. */
    void drag(int... path) {
        ImageCanvas canvas = image.getCanvas();
        ImageJSession.onEventThread(() -> {
            for (int i = 0; i < path.length; i += 2) {
                mouse(canvas, i == 0 ? MouseEvent.MOUSE_PRESSED : MouseEvent.MOUSE_DRAGGED, path[i], path[i + 1]);
            }
            mouse(canvas, MouseEvent.MOUSE_RELEASED, path[path.length - 2], path[path.length - 1]);
        });
    }

    private static void mouse(ImageCanvas canvas, int id, int x, int y) {
        int half = (int) (canvas.getMagnification() / 2);
        Point at = new Point(canvas.screenX(x) + half, canvas.screenY(y) + half);
        long now = System.currentTimeMillis();
        canvas.dispatchEvent(new MouseEvent(
                canvas, id, now, MouseEvent.BUTTON1_DOWN_MASK, at.x, at.y, 1, false, MouseEvent.BUTTON1));
    }

    void key(int code, char c, int modifiers) {
        KeyEvent event = new KeyEvent(image.getCanvas(), KeyEvent.KEY_PRESSED, 0, modifiers, code, c);
        ImageJSession.onEventThread(
                () -> KeyboardFocusManager.getCurrentKeyboardFocusManager().dispatchEvent(event));
    }

    /** The color over a pixel; 0 where it is as gray as the image. */
    int painted(int x, int y) {
        int[] rgb = image.flatten().getProcessor().getPixel(x, y, (int[]) null);
        return rgb[0] == rgb[1] && rgb[1] == rgb[2] ? 0 : rgb[0] << 16 | rgb[1] << 8 | rgb[2];
    }

    /** Photographs image and panel together. */
    void photograph(String name) {
        try {
            IJ.wait(500);
            Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
            Rectangle both =
                    panel.getBounds().union(image.getWindow().getBounds()).intersection(screen);
            Path file = Path.of("target", "screenshots", name + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(new Robot().createScreenCapture(both), "png", file.toFile());
        } catch (AWTException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
