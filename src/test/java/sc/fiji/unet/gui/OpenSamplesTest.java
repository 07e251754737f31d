package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File > Open Samples > U-Net opens images that a person can train on at once. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class OpenSamplesTest {
    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
    }

    private static Menu child(Menu menu, String label) {
        return (Menu) IntStream.range(0, menu.getItemCount())
                .mapToObj(menu::getItem)
                .filter(item -> item.getLabel().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theyAreInTheMenuOfSamples() {
        Menu samples = child(child(Menus.getMenuBar().getMenu(0), "Open Samples"), "U-Net");
        List<String> labels = IntStream.range(0, samples.getItemCount())
                .mapToObj(samples::getItem)
                .map(MenuItem::getLabel)
                .sorted()
                .toList();
        assertEquals(List.of("U-Net Heart", "U-Net Nuclei", "U-Net Tissue"), labels);
    }

    @ParameterizedTest
    @CsvSource({"U-Net Nuclei, nuclei", "U-Net Tissue, tissue", "U-Net Heart, heart"})
    void anOutlinedStackIsInFrontReadyToTrainOn(String command, String title) {
        IJ.doCommand(command);
        ImagePlus imp = ImageJSession.await("the stack opens", () -> WindowManager.getImage(title));
        ImageJSession.until("it is in front", () -> WindowManager.getCurrentImage() == imp);
        assertNotNull(WindowManager.getImage(title + "-test"));
        imp.getWindow().setLocation(100, 100);
        imp.setSlice(3);
        ImageJSession.photograph(imp.getWindow(), "sample " + title);
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.photograph(dialog, "sample " + title + " training");
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        assertSame(imp, WindowManager.getCurrentImage());
    }
}
