package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.dialog.MacroOptions;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.rois.RoiFiles;

public class RoiCommandsTest {
    private static final Context CONTEXT = new Context(CommandService.class);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    public static ImagePlus annotated() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit black", 12, 9, 1);
        Roi cell = new Roi(1, 1, 4, 3);
        cell.setName("cell#1");
        Roi neighbor = new Roi(5, 1, 3, 3);
        neighbor.setName("cell#2");
        imp.setOverlay(new Overlay(cell));
        imp.getOverlay().add(neighbor);
        return imp;
    }

    private static CommandModule run(Class<? extends UnetCommand> type, Object... values)
            throws InterruptedException, ExecutionException {
        return CONTEXT.service(CommandService.class).run(type, true, values).get();
    }

    @Test
    void roisBecomeLabelsAndRoisAgain() throws Exception {
        Analyzer.setResultsTable(new ResultsTable());
        CommandModule painted = run(RoisToLabelsCommand.class, "image", annotated(), "output", "objects");
        ImagePlus labels = (ImagePlus) painted.getOutput("labels");
        assertEquals("cells-objects", labels.getTitle());
        assertEquals(12, count(labels, 1));
        assertEquals(6, count(labels, 2), "the column next to the first cell is the gap");
        File file = folder.resolve("RoiSet.zip").toFile();
        CommandModule traced =
                run(LabelsToRoisCommand.class, "labels", labels, "file", file, "overlay", true, "table", true);
        assertFalse(traced.isCanceled(), traced.getCancelReason());
        assertEquals(2, RoiFiles.read(file.toPath(), note -> {}).size());
        assertEquals(2, labels.getOverlay().size());
        assertEquals(12, ResultsTable.getResultsTable().getValue("Area", 0));
    }

    /** A macro measures image after image, saves all, and what a person measured before stays. */
    @Test
    void measurementsAreAppendedToTheResultsTable() throws Exception {
        ResultsTable before = new ResultsTable();
        before.addRow();
        before.addValue("Mine", 7);
        Analyzer.setResultsTable(before);
        ImagePlus image = annotated();
        ImagePlus labels = (ImagePlus) run(RoisToLabelsCommand.class, "image", image, "output", "objects")
                .getOutput("labels");
        for (String title : List.of("one.tif", "two.tif")) {
            image.setTitle(title);
            run(LabelsToRoisCommand.class, "labels", labels, "image", image, "manager", false, "table", true);
        }
        ResultsTable results = ResultsTable.getResultsTable();
        assertEquals(5, results.size());
        assertEquals(7, results.getValue("Mine", 0));
        assertEquals("one.tif:cell#1", results.getLabel(1));
        assertEquals("two.tif:cell#2", results.getLabel(4));
        assertEquals("cell", results.getStringValue("Class", 4));
        assertEquals(12, results.getValue("Area", 3));
        Path saved = folder.resolve("all.csv");
        HeadlessMacros.text("saveAs('Results', '" + saved + "');", "");
        assertTrue(Files.readString(saved).contains("two.tif:cell#2"), Files.readString(saved));
    }

    private static long count(ImagePlus labels, int value) {
        long count = 0;
        for (int i = 0; i < labels.getProcessor().getPixelCount(); i++) {
            if (labels.getProcessor().get(i) == value) count++;
        }
        return count;
    }

    @Test
    void classNamesTravelWithTheLabels() throws Exception {
        ImagePlus labels =
                (ImagePlus) run(RoisToLabelsCommand.class, "image", annotated()).getOutput("labels");
        assertEquals("cell", labels.getProp("unet.class.1"));
    }

    @Test
    void badValuesAreRefusedByName() throws Exception {
        CommandModule module = run(RoisToLabelsCommand.class, "image", annotated(), "outside", "somewhere");
        assertTrue(module.isCanceled());
        assertTrue(module.getCancelReason().contains("somewhere"), module.getCancelReason());
        assertNull(module.getOutput("labels"));
        module = run(RoisToLabelsCommand.class, "image", new ImagePlus());
        assertTrue(module.getCancelReason().contains("no image is open"), module.getCancelReason());
    }

    @ParameterizedTest
    @CsvSource({
        "radius=abc, not a number",
        "radius=-1, 0 to 1000",
        "gap=yes, \"yes\"",
        "outsid=auto, outsid",
        "output=object, \"object\"",
        "image=nothing.tif, nothing.tif"
    })
    void macroValuesAreRefusedByName(String options, String expected) {
        CommandInfo info = new CommandInfo(RoisToLabelsCommand.class);
        String message = assertThrows(
                        InputException.class, () -> ParameterValues.convert(info, MacroOptions.parse(options)))
                .getMessage();
        assertTrue(message.contains(expected) && message.contains(options.split("=")[0]), message);
    }

    @Test
    void macroValuesAreTyped() {
        Map<String, Object> values = ParameterValues.convert(
                new CommandInfo(RoisToLabelsCommand.class),
                MacroOptions.parse("radius=2.5 gap=false file=[/a b/RoiSet.zip] output=objects"));
        assertArrayEquals(
                new Object[] {2.5, false, new File("/a b/RoiSet.zip"), "objects"},
                values.values().toArray());
        CommandInfo tracing = new CommandInfo(LabelsToRoisCommand.class);
        assertEquals(5, ParameterValues.convert(tracing, Map.of("minimum", "5")).get("minimum"));
        assertThrows(InputException.class, () -> ParameterValues.convert(tracing, Map.of("minimum", "2.5")));
    }
}
