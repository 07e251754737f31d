package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import ij.text.TextPanel;
import ij.text.TextWindow;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Point;
import java.awt.Window;
import java.lang.reflect.Field;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.imagej.training.LogWindow;

@Tag("gui")
class LogColumnsTest {
    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @Test
    void columnsStandBelowEachOtherAndNoImageIsCovered() throws Exception {
        ImageJSession.closeAll(); // what other tests left may fill every corner
        if (WindowManager.getWindow("Log") instanceof TextWindow old) old.close();
        ImagePlus image = new ImagePlus("image", new ByteProcessor(300, 300));
        image.show();
        moveTo(image.getWindow(), new Point(500, 300));
        LogWindow.say("class       dice\nbackground  0.97");
        TextWindow log = (TextWindow) WindowManager.getWindow("Log");
        FontMetrics letters = log.getTextPanel().getFontMetrics(font(log.getTextPanel()));
        assertEquals(letters.stringWidth("iiii"), letters.stringWidth("mmmm"));
        assertFalse(
                log.getBounds().intersects(image.getWindow().getBounds()),
                log.getBounds().toString());
        assertEquals("class       dice\nbackground  0.97\n", IJ.getLog());
        image.close();
        log.close();
    }

    /** Where a window opened is told by the X server some time after, which undoes a move before that. */
    private static void moveTo(Window window, Point place) {
        for (int i = 0; i < 3; i++) {
            window.setLocation(place);
            IJ.wait(100);
        }
        assertEquals(place, window.getLocation());
    }

    /** ImageJ tells nobody which font it writes in. */
    private static Font font(TextPanel panel) throws ReflectiveOperationException {
        Field canvas = TextPanel.class.getDeclaredField("tc");
        canvas.setAccessible(true);
        Field font = canvas.getType().getDeclaredField("fFont");
        font.setAccessible(true);
        return (Font) font.get(canvas.get(panel));
    }
}
