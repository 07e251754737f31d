package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.awt.Choice;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person measured or opened before is still there after our commands. */
@Tag("gui")
class KeepsWhatWasThereTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ImageJSession.start();
    }

    @AfterEach
    void close() {
        if (GraphicsEnvironment.isHeadless()) return;
        ImageJSession.closeAll();
        Analyzer.setResultsTable(new ResultsTable());
    }

    private ImagePlus cells() {
        ImagePlus made = IJ.createImage("cells.tif", "8-bit ramp", 80, 60, 1);
        IJ.saveAsTiff(made, folder.resolve("cells.tif").toString());
        ImagePlus imp = IJ.openImage(folder.resolve("cells.tif").toString());
        Overlay overlay = new Overlay();
        for (int i = 0; i < 3; i++) {
            Roi cell = new OvalRoi(5 + 25 * i, 20, 15, 15);
            cell.setName("cell#" + (i + 1));
            overlay.add(cell);
        }
        imp.setOverlay(overlay);
        imp.show();
        return imp;
    }

    @Test
    void measurementsAreAppendedAndTitlesAreUnique() {
        ImagePlus cells = cells();
        cells.setRoi(2, 2, 10, 10);
        IJ.run("Measure");
        cells.killRoi();
        int mine = ResultsTable.getResultsTable().size();
        for (int i = 0; i < 2; i++) {
            IJ.selectWindow("cells.tif");
            IJ.run("ROIs to Labels...", "output=objects");
            IJ.run("Labels to ROIs...", "image=cells.tif manager=false table=true");
        }
        assertEquals(
                List.of("cells.tif", "cells-objects", "cells-objects-1"),
                Arrays.stream(WindowManager.getIDList())
                        .mapToObj(id -> WindowManager.getImage(id).getTitle())
                        .toList());
        assertEquals(1, mine);
        assertEquals(mine + 6, ResultsTable.getResultsTable().size());
        assertEquals(100, ResultsTable.getResultsTable().getValue("Area", 0), "what was measured before");
        assertEquals("cells.tif:cell#3", ResultsTable.getResultsTable().getLabel(6));
        ImageJSession.photograph(WindowManager.getFrame("Results"), "results-appended");
    }

    @Test
    void ofALabelImageItsSourceIsLearnedFrom() {
        ImagePlus cells = cells();
        IJ.run("ROIs to Labels...", "output=objects");
        assertEquals("cells-objects", IJ.getImage().getTitle());
        GenericDialog dialog = ImageJSession.open("Train U-Net...");
        ImageJSession.photograph(dialog, "train-of-labels");
        assertEquals("labels", chosen(dialog, 0));
        List<String> all = dialog.getChoices().stream()
                .map(choice -> ((Choice) choice).getSelectedItem())
                .toList();
        assertTrue(all.contains("cells-objects"), all.toString());
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
        cells.close();
        GenericDialog again = ImageJSession.open("Train U-Net...");
        ImageJSession.photograph(again, "train-of-labels-closed");
        assertEquals("labels", chosen(again, 0));
        ImageJSession.press(again, KeyEvent.VK_ESCAPE);
    }

    private static String chosen(GenericDialog dialog, int index) {
        return ((Choice) dialog.getChoices().get(index)).getSelectedItem();
    }

    /** The line of a macro is replayed with the label image active, whether its source is still open or not. */
    @Test
    void aRecordedTrainingFindsTheSourceAgain() {
        ImagePlus cells = cells();
        IJ.run("ROIs to Labels...", "output=objects");
        for (boolean open : new boolean[] {true, false}) {
            if (!open) cells.close();
            Path model = folder.resolve("model-" + open);
            IJ.selectWindow("cells-objects");
            IJ.run(
                    "Train U-Net (all settings)...",
                    "source=labels labels=cells-objects depth=1 width=4 patch=16 epochs=1 watch=false model=" + model);
            assertTrue(model.resolve("model.json").toFile().isFile(), "source open: " + open);
        }
    }
}
