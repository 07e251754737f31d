package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.process.ByteProcessor;
import java.awt.Color;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import javax.swing.JColorChooser;
import javax.swing.JTextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every button, box and key of the live panel, beside a bright square with a hole. */
@Tag("gui")
class LiveControlsTest {
    @TempDir
    Path folder;

    private final ImagePlus square = new ImagePlus("square.tif", square());
    private LivePerson person;

    private static ByteProcessor square() {
        ByteProcessor ip = new ByteProcessor(120, 90);
        ip.setColor(50);
        ip.fill();
        ip.setColor(200);
        ip.fillRect(20, 20, 30, 30);
        ip.setColor(50);
        ip.fillRect(30, 30, 6, 6);
        return ip;
    }

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @BeforeEach
    void open() {
        person = LivePerson.open(square, "background, nucleus", folder.resolve("p-live"));
        person.press("Prediction"); // what is painted is seen alone
    }

    @AfterEach
    void close() {
        if (person != null) person.close();
        ImageJSession.closeAll();
    }

    @Test
    void classesAreAddedRenamedRecoloredAndChosenByKey() {
        person.ask("Add class...", JTextField.class, field -> field.setText("dust"));
        ImageJSession.until("there is one more", () -> person.offers("3  dust"));
        assertTrue(person.button("3  dust").isSelected(), "one that is added is painted next");
        person.drag(70, 20, 80, 20);
        int dust = person.painted(75, 20);
        person.key(KeyEvent.VK_2, '2', 0);
        assertTrue(person.button("2  nucleus").isSelected());
        person.key(KeyEvent.VK_9, '9', 0);
        assertTrue(person.button("2  nucleus").isSelected(), "there is no ninth class");
        person.drag(70, 40, 80, 40);
        assertNotEquals(dust, person.painted(75, 40));
        person.key(KeyEvent.VK_3, '3', 0);
        person.drag(70, 60, 80, 60);
        assertEquals(dust, person.painted(75, 60));

        person.doubleClick("1  background");
        person.answer(JTextField.class, field -> field.setText("nothing"));
        ImageJSession.until("the name is shown", () -> person.offers("1  nothing"));
        person.ask("Color", JColorChooser.class, chooser -> chooser.setColor(new Color(0x123456)));
        person.press("1  nothing");
        person.drag(90, 70, 100, 70);
        Color color = new Color(person.painted(95, 70));
        assertEquals(0x12, color.getRed(), 8, "but for the gray that shines through");
        assertEquals(0x34, color.getGreen(), 8);
        assertEquals(0x56, color.getBlue(), 8);

        person.ask("Add class...", JTextField.class, field -> field.setText("Dust"));
        person.untilSaid("There is a class Dust already");
    }

    @Test
    void toolsPaintWhatTheySay() {
        for (int i = 0; i < 3; i++) person.key(KeyEvent.VK_CLOSE_BRACKET, ']', 0);
        person.drag(70, 20, 90, 20);
        assertTrue(person.painted(80, 26) > 0, "a larger brush");
        for (int i = 0; i < 3; i++) person.key(KeyEvent.VK_OPEN_BRACKET, '[', 0);
        person.drag(70, 50, 90, 50);
        assertEquals(0, person.painted(80, 56), "a smaller brush");
        assertTrue(person.painted(80, 52) > 0);

        person.key(KeyEvent.VK_F, 'f', 0);
        person.drag(22, 22);
        int nucleus = person.painted(48, 48);
        assertTrue(nucleus > 0 && person.painted(28, 33) == nucleus, "all of the square");
        assertEquals(0, person.painted(33, 33), "but not the hole, which is dark");
        person.key(KeyEvent.VK_1, '1', 0);
        person.drag(5, 5);
        assertTrue(person.painted(110, 85) > 0, "all around it");
        assertEquals(nucleus, person.painted(48, 48));
        assertEquals(0, person.painted(33, 33), "the hole is not connected to that");

        person.key(KeyEvent.VK_Z, 'z', KeyEvent.CTRL_DOWN_MASK);
        assertEquals(0, person.painted(110, 85));
        person.key(KeyEvent.VK_Z, 'z', KeyEvent.CTRL_DOWN_MASK);
        assertEquals(0, person.painted(48, 48));
        person.press("Redo");
        assertEquals(nucleus, person.painted(48, 48));
        person.press("Strokes");
        assertEquals(0, person.painted(48, 48), "strokes are hidden");
        person.press("Strokes");
        assertEquals(nucleus, person.painted(48, 48));
    }

    @Test
    void predictionAndUncertaintyComeAndGoAndPausingStopsLearning() {
        for (int k = 0; k < 2; k++) {
            person.press(k == 0 ? "background" : "nucleus");
            person.drag(k == 0 ? 80 : 40, 40, k == 0 ? 90 : 45, 45);
        }
        person.press("Prediction");
        person.untilSeen("prediction");
        person.press("Prediction");
        assertFalse(person.sees("prediction"));
        person.press("Uncertainty");
        assertTrue(person.sees("doubt"));
        person.press("Uncertainty");
        assertFalse(person.sees("doubt"));
        person.press("Prediction");

        person.press("Pause");
        assertEquals("Go on", person.button("Go on").getText());
        IJ.wait(2500); // for the step and the prediction that were under way
        Overlay last = square.getOverlay();
        person.drag(100, 70, 110, 70);
        assertTrue(person.painted(105, 70) > 0, "painting goes on");
        IJ.wait(2500);
        assertSame(last, square.getOverlay(), "nothing is learned, nor predicted again");
        person.press("Predict this view");
        ImageJSession.until("it is predicted once more", () -> square.getOverlay() != last);
        assertTrue(person.said().contains("Paused"), person.said());
        Overlay paused = square.getOverlay();
        person.press("Go on");
        ImageJSession.until("what is learned is shown", () -> square.getOverlay() != paused);
        assertEquals("Pause", person.button("Pause").getText());
    }
}
