package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.text.TextWindow;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Training data checked from the menu: the dialog, and the table of what was found. */
@Tag("gui")
@Timeout(120)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class CheckDialogTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
    }

    @Test
    void whatIsFoundIsATableAndAPage() throws IOException {
        Path images = Path.of("test-images/nuclei/images").toAbsolutePath();
        Path masks = Files.createDirectories(folder.resolve("masks"));
        for (Path file :
                Files.list(Path.of("test-images/nuclei/masks")).sorted().skip(2).toList()) {
            Files.copy(file, masks.resolve(file.getFileName()));
        }
        Path page = folder.resolve("page.html");
        GenericDialog dialog = ImageJSession.open("Check Training Data...");
        ImageJSession.type(dialog, "Images", images.toString());
        ImageJSession.type(dialog, "Masks", masks.toString());
        ImageJSession.type(dialog, "Page", page.toString());
        ImageJSession.photograph(dialog, "dialog-check");
        assertTrue(
                dialog.getWidth() <= 1024 && dialog.getHeight() <= 768,
                dialog.getBounds().toString());
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        TextWindow window = ImageJSession.await(
                "the table is shown", 60_000, () -> (TextWindow) WindowManager.getWindow("Training data"));
        ImageJSession.photograph(window, "table-check");
        ResultsTable table = window.getResultsTable();
        assertEquals(2, table.size());
        assertEquals("nuclei_00.png", table.getStringValue("image", 0));
        assertEquals("refused", table.getStringValue("level", 0));
        assertTrue(Files.isRegularFile(page));
    }
}
