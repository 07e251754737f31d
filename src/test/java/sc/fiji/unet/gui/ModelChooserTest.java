package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Choice;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleSet;
import sc.fiji.unet.workflow.ThresholdModel;

/** Models are offered by name in plain ImageJ's dialogs; what is chosen stays a path. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class ModelChooserTest {
    private final String home = System.getProperty("user.home");

    @TempDir
    Path folder;

    @BeforeEach
    void train() throws Exception {
        ImageJSession.start();
        System.setProperty("user.home", folder.toString());
        for (String name : new String[] {"lungs", "nuclei"}) {
            Path model = folder.resolve("unet-models").resolve(name);
            ThresholdModel.open(model, 2, 1, ThresholdModel.plain(2)).close();
            ImageIO.write(
                    SampleSet.NUCLEI.image(1).image(),
                    "png",
                    model.resolve("thumbnail.png").toFile());
        }
        IJ.createImage("cells.tif", "8-bit ramp", 160, 120, 1).show();
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
        System.setProperty("user.home", home);
    }

    private static TextField modelField(GenericDialog dialog) {
        for (Object field : dialog.getStringFields()) {
            Container row = ((TextField) field).getParent();
            if (row != dialog && Arrays.stream(row.getComponents()).anyMatch(Choice.class::isInstance))
                return (TextField) field;
        }
        throw new AssertionError("no field of " + dialog.getTitle() + " offers models");
    }

    private static Choice choice(TextField field) {
        Container row = field.getParent();
        return (Choice) Arrays.stream(row.getComponents())
                .filter(Choice.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static void select(Choice choice, String name) {
        ImageJSession.onEventThread(() -> {
            choice.select(name);
            choice.dispatchEvent(
                    new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, choice.getSelectedItem(), ItemEvent.SELECTED));
        });
    }

    @Test
    void aKnownModelIsChosenByNameAndSeen() {
        for (String command :
                new String[] {"Segment with U-Net...", "Train U-Net...", "Segment Folder with U-Net..."}) {
            GenericDialog dialog = ImageJSession.open(command);
            TextField field = modelField(dialog);
            ImageJSession.photograph(dialog, "model-chooser at first " + command.replace("...", ""));
            Choice choice = choice(field);
            select(choice, "nuclei");
            ImageJSession.until("the path is there", () -> field.getText()
                    .equals(folder.resolve("unet-models/nuclei").toString()));
            ImageJSession.photograph(dialog, "model-chooser " + command.replace("...", ""));
            Rectangle bounds = dialog.getBounds();
            assertTrue(bounds.width <= 1024 && bounds.height <= 768, bounds.toString());
            ImageJSession.type(field, "elsewhere");
            ImageJSession.until("no known model is named", () -> choice.getSelectedIndex() == 0);
            ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        }
    }

    @Test
    void infoShowsThePictureOfAModelCalledByName() {
        IJ.run("U-Net Model Info...", "model=lungs");
        ImagePlus picture = WindowManager.getImage("lungs (model)");
        assertEquals(256, picture.getHeight());
        assertTrue(IJ.getLog().contains("lung=200"), IJ.getLog());
        ImageJSession.photograph(picture.getWindow(), "model-info");
    }
}
