package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleSet;
import sc.fiji.unet.workflow.ThresholdModel;

/** Live U-Net and the preview of models, as a person uses them beside an image. */
@Tag("gui")
class LivePanelTest {
    @TempDir
    Path folder;

    private final ImagePlus nuclei =
            new ImagePlus("nuclei.tif", SampleSet.NUCLEI.image(0).image());
    private LivePerson person;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (person != null) person.close();
        ImageJSession.closeAll();
    }

    private void open(ImagePlus image) {
        person = LivePerson.open(image, "background, nucleus", folder.resolve("p-live"));
    }

    @Test
    void strokesArePaintedUndoneSavedAndPaintedAgain() {
        open(nuclei);
        assertTrue(person.panel().getHeight() <= 768 && person.panel().getWidth() <= 400, person.panel() + "");
        person.drag(20, 20, 40, 20);
        assertTrue(person.painted(30, 20) > 0, "the stroke is seen");
        ImageJSession.until("it is saved", () -> Files.isRegularFile(folder.resolve("p-live/masks/nuclei.tif")));
        person.press("Undo");
        assertEquals(0, person.painted(30, 20));
        person.key(KeyEvent.VK_Y, 'y', KeyEvent.CTRL_DOWN_MASK);
        assertTrue(person.painted(30, 20) > 0);
        person.key(KeyEvent.VK_1, '1', 0);
        person.drag(20, 60, 40, 60);
        assertNotEquals(person.painted(30, 20), person.painted(30, 60), "the other class has another color");
        person.press("Eraser");
        person.drag(30, 60, 30, 60);
        assertEquals(0, person.painted(30, 60));
        person.press("Outline");
        person.key(KeyEvent.VK_2, '2', 0);
        person.press("Outline");
        person.drag(60, 80, 90, 80, 90, 110, 60, 110);
        assertTrue(person.painted(75, 95) > 0, "an outline is filled");
        assertNull(nuclei.getRoi(), "and leaves no selection");
        person.photograph("live-strokes");
    }

    @Test
    void imagejsToolsWorkAsEverBesideIt() {
        open(nuclei);
        ImageJSession.onEventThread(() -> Toolbar.getInstance().setTool(Toolbar.RECTANGLE));
        person.drag(10, 10, 50, 40);
        ImageJSession.until("a selection is drawn", () -> nuclei.getRoi() != null);
        assertEquals(0, person.painted(12, 12));
        ImageJSession.onEventThread(() -> nuclei.setOverlay(new Overlay(new Roi(1, 1, 3, 3))));
        ImageJSession.until(
                "no tool of the panel is chosen", () -> !person.button("Brush").isSelected());
        person.press("Brush");
        assertTrue(person.button("Brush").isSelected());
        person.drag(60, 60, 70, 60);
        ImageJSession.until("the stroke is seen", () -> person.painted(65, 60) > 0);
        assertTrue(person.painted(65, 60) > 0);
        ImageJSession.onEventThread(() -> nuclei.getCanvas().zoomIn(0, 0));
        person.drag(20, 20, 30, 20);
        assertTrue(person.painted(25, 20) > 0, "in pixels of the image, whatever the zoom");
    }

    @Test
    void aFewStrokesLayAPredictionOverTheImage() {
        open(nuclei);
        TruePlaces places =
                new TruePlaces(new ImagePlus("mask", SampleSet.NUCLEI.image(0).mask())
                        .getProcessor()
                        .getIntArray());
        for (int k = 0; k < 2; k++) {
            person.press(k == 0 ? "background" : "nucleus");
            for (int i = 0; i < 3; i++) person.drag(places.stroke(k));
        }
        person.untilSeen("prediction");
        person.untilSaid("estimate");
        assertTrue(person.seesAll(), "nothing has to be scrolled for on a small screen");
        person.photograph("live-prediction");
        person.press("Where are you unsure?");
        person.untilSeen("mark");
        person.untilSeen("doubt");
        person.photograph("live-doubt");
        nuclei.setRoi(100, 100, 20, 20);
        ImageJSession.onEventThread(() -> person.button("Prediction").doClick());
        person.press("Use prediction here");
        ImageJSession.until("it is a stroke by now", () -> person.painted(110, 110) > 0 && nuclei.getRoi() == null);
    }

    @Test
    void slicesOfColorArePaintedOneByOne() {
        ImageStack slices = new ImageStack(64, 48);
        for (int i = 0; i < 3; i++) slices.addSlice(new ColorProcessor(64, 48));
        ImagePlus stack = new ImagePlus("tissue.tif", slices);
        stack.setOverlay(new Overlay(new Roi(1, 1, 3, 3)));
        open(stack);
        ImageJSession.onEventThread(() -> stack.setSlice(2));
        ImageJSession.until("the slice is seen", () -> person.painted(30, 20) == 0);
        person.drag(20, 20, 40, 20);
        assertTrue(person.painted(30, 20) > 0);
        ImageJSession.until("it is saved", () -> Files.isRegularFile(folder.resolve("p-live/masks/tissue_z2.tif")));
        ImageJSession.onEventThread(() -> stack.setSlice(3));
        ImageJSession.until("the next one has no strokes", () -> person.painted(30, 20) == 0);
        person.press("Undo");
        ImageJSession.until("what is undone is shown", () -> stack.getCurrentSlice() == 2);
        person.close();
        person = null;
        assertEquals(1, stack.getOverlay().size(), "what others drew stays");
    }

    @Test
    void aModelIsPreviewedOnWhatIsSeen() {
        Path model = folder.resolve("threshold");
        ThresholdModel.open(model, 2, 1, ThresholdModel.plain(2)).close();
        person = LivePerson.preview(nuclei, model);
        person.untilSeen("prediction");
        person.photograph("preview");
        int[] found = somethingFound();
        int byClass = person.painted(found[0], found[1]);
        person.press("Confidence");
        assertNotEquals(byClass, person.painted(found[0], found[1]), "in the color of how sure it is");
        person.photograph("preview-confidence");
        person.press("Prediction");
        assertEquals(0, person.painted(found[0], found[1]), "neither is shown");
        assertFalse(person.button("Confidence").isSelected());
        person.press("Prediction");
        assertEquals(byClass, person.painted(found[0], found[1]), "and the color of the class comes back");
    }

    /** A pixel that is colored. */
    private int[] somethingFound() {
        ImageProcessor flat = nuclei.flatten().getProcessor();
        for (int i = 0; i < flat.getPixelCount(); i++) {
            int rgb = flat.get(i);
            if ((rgb & 255) != (rgb >> 16 & 255)) return new int[] {i % flat.getWidth(), i / flat.getWidth()};
        }
        throw new AssertionError("nothing is found");
    }
}
