package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleSet;

/** The panel of Live U-Net, as a person uses it beside an image. */
@Tag("gui")
class LivePanelTest {
    private static final int PATIENCE_MS = 240_000;

    @TempDir
    Path folder;

    private ImagePlus image;
    private JFrame panel;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (panel != null)
            ImageJSession.onEventThread(() -> panel.dispatchEvent(
                    new java.awt.event.WindowEvent(panel, java.awt.event.WindowEvent.WINDOW_CLOSING)));
        ImageJSession.until("all is saved", () -> !Files.exists(folder.resolve(".p-live.lock")));
        ImageJSession.closeAll();
    }

    private void open(ImagePlus shown) {
        image = shown;
        image.show();
        ImageJSession.until(
                "the image is there",
                () -> image.getWindow() != null && image.getCanvas().isShowing());
        GenericDialog dialog = ImageJSession.open("Live U-Net...");
        ImageJSession.type(dialog, "Classes", "background, nucleus");
        ImageJSession.type(dialog, "Project folder", folder.resolve("p-live").toString());
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        panel = ImageJSession.await("the panel opens", () -> (JFrame) Arrays.stream(Window.getWindows())
                .filter(w ->
                        w instanceof JFrame f && f.isShowing() && f.getTitle().startsWith("U-Net Live"))
                .findFirst()
                .orElse(null));
    }

    private static ImagePlus nuclei() {
        ImagePlus imp = new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
        return imp;
    }

    private void press(String label) {
        ImageJSession.onEventThread(() -> find(panel, label).doClick());
    }

    private static AbstractButton find(Container in, String label) {
        return all(in).filter(AbstractButton.class::isInstance)
                .map(AbstractButton.class::cast)
                .filter(button -> button.getText().strip().endsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + label));
    }

    private static Stream<Component> all(Container in) {
        return Arrays.stream(in.getComponents())
                .flatMap(c -> c instanceof Container inner ? Stream.concat(Stream.of(c), all(inner)) : Stream.of(c));
    }

    private String said() {
        StringBuilder text = new StringBuilder();
        all(panel.getContentPane()).forEach(c -> {
            if (c instanceof JTextArea area) text.append(area.getText()).append('\n');
        });
        return text.toString();
    }

    /** Presses, drags and releases the mouse, in pixels of the image. */
    private void drag(int... path) {
        ImageCanvas canvas = image.getCanvas();
        ImageJSession.onEventThread(() -> {
            for (int i = 0; i < path.length; i += 2) {
                mouse(canvas, i == 0 ? MouseEvent.MOUSE_PRESSED : MouseEvent.MOUSE_DRAGGED, path[i], path[i + 1]);
            }
            mouse(canvas, MouseEvent.MOUSE_RELEASED, path[path.length - 2], path[path.length - 1]);
        });
    }

    private static void mouse(ImageCanvas canvas, int id, int x, int y) {
        Point at = new Point(canvas.screenX(x), canvas.screenY(y));
        canvas.dispatchEvent(new MouseEvent(
                canvas,
                id,
                System.currentTimeMillis(),
                MouseEvent.BUTTON1_DOWN_MASK,
                at.x,
                at.y,
                1,
                false,
                MouseEvent.BUTTON1));
    }

    private void key(int code, char c, int modifiers) {
        ImageCanvas canvas = image.getCanvas();
        ImageJSession.onEventThread(() -> java.awt.KeyboardFocusManager.getCurrentKeyboardFocusManager()
                .dispatchEvent(new KeyEvent(canvas, KeyEvent.KEY_PRESSED, 0, modifiers, code, c)));
    }

    /** The color over a pixel; 0 where it is as gray as the image. */
    private int painted(int x, int y) {
        int[] rgb = image.flatten().getProcessor().getPixel(x, y, (int[]) null);
        return rgb[0] == rgb[1] && rgb[1] == rgb[2] ? 0 : rgb[0] << 16 | rgb[1] << 8 | rgb[2];
    }

    private void photograph(String name) {
        try {
            IJ.wait(500);
            Rectangle screen =
                    new Rectangle(java.awt.Toolkit.getDefaultToolkit().getScreenSize());
            File file = new File("target/screenshots/" + name + ".png");
            Files.createDirectories(file.toPath().getParent());
            ImageIO.write(new Robot().createScreenCapture(screen), "png", file);
        } catch (AWTException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void strokesArePaintedUndoneSavedAndPaintedAgain() {
        open(nuclei());
        assertTrue(
                panel.getHeight() <= 768 && panel.getWidth() <= 400,
                panel.getSize().toString());
        drag(20, 20, 40, 20);
        assertTrue(painted(30, 20) > 0, "the stroke is seen");
        ImageJSession.until("it is saved", () -> Files.isRegularFile(folder.resolve("p-live/masks/nuclei.tif")));
        press("Undo");
        assertEquals(0, painted(30, 20));
        key(KeyEvent.VK_Y, 'y', KeyEvent.CTRL_DOWN_MASK);
        assertTrue(painted(30, 20) > 0);
        key(KeyEvent.VK_1, '1', 0);
        drag(20, 60, 40, 60);
        assertTrue(painted(30, 60) != painted(30, 20), "the other class has another color");
        press("Eraser");
        drag(30, 60, 30, 60);
        assertEquals(0, painted(30, 60));
        photograph("live-strokes");
    }

    @Test
    void imagejsToolsWorkAsEverBesideIt() {
        open(nuclei());
        ImageJSession.onEventThread(() -> Toolbar.getInstance().setTool(Toolbar.RECTANGLE));
        drag(10, 10, 50, 40);
        ImageJSession.until("a selection is drawn", () -> image.getRoi() != null);
        assertEquals(0, painted(12, 12));
        ImageJSession.until(
                "no tool of the panel is chosen", () -> !find(panel, "Brush").isSelected());
        press("Brush");
        assertTrue(find(panel, "Brush").isSelected());
        drag(60, 60, 70, 60);
        assertTrue(painted(65, 60) > 0);
        ImageJSession.onEventThread(() -> image.getCanvas().zoomIn(0, 0));
        drag(20, 20, 30, 20);
        assertTrue(painted(25, 20) > 0, "in pixels of the image, whatever the zoom");
    }

    @Test
    void aFewStrokesLayAPredictionOverTheImage() {
        open(nuclei());
        int[][] truth = new ImagePlus("mask", SampleSet.NUCLEI.image(0).mask())
                .getProcessor()
                .getIntArray();
        Places places = new Places(truth);
        for (int k = 0; k < 2; k++) {
            press(k == 0 ? "background" : "nucleus");
            for (int i = 0; i < 3; i++) drag(places.stroke(k));
        }
        ImageJSession.await("a prediction lies over the image", PATIENCE_MS, () -> Arrays.stream(
                        image.getOverlay().toArray())
                .filter(roi -> "unet.live.prediction".equals(roi.getName()))
                .findFirst()
                .orElse(null));
        ImageJSession.await("an estimate is said", PATIENCE_MS, () -> said().contains("estimate") ? "" : null);
        photograph("live-prediction");
        press("Uncertainty");
        press("Where are you unsure?");
        ImageJSession.await("a doubtful place is shown", PATIENCE_MS, () -> Arrays.stream(
                        image.getOverlay().toArray())
                .filter(roi -> "unet.live.mark".equals(roi.getName()))
                .findFirst()
                .orElse(null));
        photograph("live-doubt");
        press("Pause");
        assertFalse(said().isBlank());
    }

    /** Places well within what belongs to a class, never the same twice. */
    private static final class Places {
        private static final int REACH = 4;
        private final int[][] truth;
        private int tries;

        Places(int[][] truth) {
            this.truth = truth;
        }

        int[] stroke(int index) {
            for (; ; tries++) {
                int x = 10 + tries * 37 % (truth.length - 20);
                int y = 10 + tries * 53 % (truth[0].length - 20);
                boolean inside = true;
                for (int d = -REACH; d <= REACH; d++) {
                    inside &= truth[x + d][y] > 0 == index > 0 && truth[x][y + d] > 0 == index > 0;
                }
                if (!inside) continue;
                tries++;
                return new int[] {x - 1, y, x + 1, y};
            }
        }
    }
}
