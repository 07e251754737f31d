package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Plain ImageJ as a person sees it: menu, dialogs, recorder, results. Needs a display. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class ClassicImageJTest {
    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
    }

    private static ImagePlus annotated() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit ramp", 160, 120, 1);
        Overlay overlay = new Overlay();
        for (int i = 0; i < 6; i++) {
            Roi cell = new OvalRoi(10 + 25 * i, 15 + 13 * i, 30, 24);
            cell.setName(i % 2 == 0 ? "cell" : "debris");
            overlay.add(cell);
        }
        imp.setOverlay(overlay);
        imp.show();
        return imp;
    }

    @TestFactory
    Stream<DynamicTest> everyCommandIsInTheMenuAndItsDialogFits() throws IOException {
        return Files.readAllLines(Path.of("plugins.config")).stream()
                .filter(line -> line.startsWith("Plugins>") && !line.endsWith("\"-\"")) // samples open without a dialog
                .map(line -> line.split("\"")[1])
                .map(name -> DynamicTest.dynamicTest(name, () -> fits(name)));
    }

    /** Train, segment, correct, judge, ROIs, and what tells of the plugin itself. */
    @Test
    void theMenuIsInGroups() {
        MenuBar bar = Menus.getMenuBar();
        Menu menu = IntStream.range(0, bar.getMenuCount())
                .mapToObj(bar::getMenu)
                .filter(m -> m.getLabel().equals("Plugins"))
                .findFirst()
                .orElseThrow();
        for (String name : List.of("Segmentation", "U-Net")) menu = (Menu) item(menu, name);
        Menu ours = menu;
        List<String> labels = IntStream.range(0, ours.getItemCount())
                .mapToObj(i -> ours.getItem(i).getLabel())
                .toList();
        assertEquals(6, Collections.frequency(labels, "-"), labels.toString());
        assertTrue(labels.indexOf("-") > 0 && !labels.get(labels.size() - 1).equals("-"), labels.toString());
    }

    private static MenuItem item(Menu menu, String label) {
        return IntStream.range(0, menu.getItemCount())
                .mapToObj(menu::getItem)
                .filter(item -> item.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static void fits(String command) {
        assertTrue(String.valueOf(Menus.getCommands().get(command)).contains("ClassicLauncher"));
        annotated();
        GenericDialog dialog = ImageJSession.open(command);
        ImageJSession.photograph(dialog, "dialog " + command.replace("...", ""));
        Rectangle screen = new Rectangle(0, 0, 1024, 768);
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        assertTrue(screen.contains(dialog.getBounds()), dialog.getBounds().toString());
    }

    @Test
    void whatIsRecordedReplaysToTheSameLabels() {
        annotated();
        Recorder recorder = new Recorder();
        GenericDialog dialog = ImageJSession.open("ROIs to Labels...");
        ImageJSession.onEventThread(() -> ((Choice) dialog.getChoices().lastElement()).select("objects"));
        ImageJSession.type((TextField) dialog.getStringFields().get(1), "5");
        ImageJSession.photograph(dialog, "rois-to-labels-dialog");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        ImagePlus labels = ImageJSession.await("the labels open", () -> WindowManager.getImage("cells-objects"));
        ImageJSession.photograph(labels.getWindow(), "rois-to-labels");
        ImageJSession.until("the macro is recorded", () -> recorder.getText().contains("ROIs to Labels"));
        String macro = recorder.getText();
        recorder.close();
        assertTrue(macro.contains("radius=5") && macro.contains("output=objects") && macro.contains("gap=true"), macro);
        byte[] expected = (byte[]) labels.getProcessor().getPixelsCopy();
        labels.close();
        IJ.selectWindow("cells.tif");
        IJ.runMacro(macro.lines()
                .filter(line -> line.contains("ROIs to Labels"))
                .findFirst()
                .orElseThrow());
        assertArrayEquals(expected, (byte[])
                WindowManager.getImage("cells-objects").getProcessor().getPixels());
    }

    @Test
    void tracedLabelsComeIntoTheManagerTheOverlayAndTheTable() {
        ImagePlus cells = annotated();
        IJ.run("ROIs to Labels...", "output=objects");
        GenericDialog dialog = ImageJSession.open("Labels to ROIs...");
        assertTrue(
                dialog.getWidth() <= 1024 && dialog.getHeight() <= 768,
                dialog.getBounds().toString());
        ImageJSession.onEventThread(() -> {
            for (Object box : dialog.getCheckboxes()) ((Checkbox) box).setState(true);
            ((Choice) dialog.getChoices().get(1)).select("object");
            ((Choice) dialog.getChoices().get(2)).select("cells.tif");
        });
        ImageJSession.photograph(dialog, "labels-to-rois-dialog");
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        RoiManager manager = ImageJSession.await("the ROI Manager opens", RoiManager::getInstance);
        ImageJSession.until("six ROIs are there", () -> manager.getCount() == 6);
        assertEquals("cell#1", manager.getRoi(0).getName());
        assertEquals(6, cells.getOverlay().size());
        assertEquals(6, ResultsTable.getResultsTable().size());
        ImageJSession.photograph(manager, "roi-manager");
        ImageJSession.photograph(cells.getWindow(), "labels-to-rois-overlay");
        ImageJSession.photograph(WindowManager.getFrame("Results"), "results-table");
        manager.reset();
    }

    @Test
    void escCancelsAndBadNumbersAreRefusedWithTheDialogKept() {
        annotated();
        GenericDialog dialog = ImageJSession.open("ROIs to Labels...");
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        assertEquals(1, WindowManager.getImageCount());
        IJ.redirectErrorMessages();
        dialog = ImageJSession.open("ROIs to Labels...");
        TextField radius = (TextField) dialog.getStringFields().get(1);
        ImageJSession.type(radius, "many");
        GenericDialog first = dialog;
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        GenericDialog again = ImageJSession.await("it asks again", () -> {
            GenericDialog open = ImageJSession.find("ROIs to Labels");
            return open == first ? null : open;
        });
        assertEquals("many", ((TextField) again.getStringFields().get(1)).getText());
        assertNotNull(IJ.getLog(), "the message was redirected to the log");
        ImageJSession.press(again, KeyEvent.VK_ESCAPE);
    }

    @Test
    void aMistakeInAMacroStopsIt() throws InterruptedException {
        annotated();
        Thread macro = new Thread(() ->
                IJ.runMacro("run('ROIs to Labels...', 'outside=somewhere'); newImage('after', '8-bit', 9, 9, 1);"));
        macro.start();
        GenericDialog error = ImageJSession.await("ImageJ shows the line", () -> ImageJSession.find("Macro Error"));
        ImageJSession.photograph(error, "macro-error");
        ImageJSession.press(error, KeyEvent.VK_ENTER);
        macro.join(10_000);
        assertEquals(1, WindowManager.getImageCount(), "nothing after the mistake is run");
    }
}
