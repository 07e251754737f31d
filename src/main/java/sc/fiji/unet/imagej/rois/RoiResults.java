package sc.fiji.unet.imagej.rois;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.macro.Variable;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.util.List;
import java.util.StringJoiner;
import sc.fiji.unet.imagej.pixels.Titles;

/** Shows results where a person, or the next line of a macro, looks for them; opens no window headless. */
public final class RoiResults {
    private RoiResults() {}

    /**
     * Adds ROIs to the ROI Manager.
     *
     * @return whether there is one: without a display ImageJ has none
     */
    public static boolean toManager(List<Roi> rois) {
        RoiManager manager = GraphicsEnvironment.isHeadless() ? openManager() : RoiManager.getRoiManager();
        if (manager == null) return false;
        rois.forEach(manager::addRoi);
        return true;
    }

    /** The ROI Manager that is open, the hidden one of a batch macro included; null for none. */
    static RoiManager openManager() {
        try {
            return RoiManager.getInstance2();
        } catch (HeadlessException e) {
            return null; // a batch macro in plain ImageJ without a display: only Fiji can make it one
        }
    }

    /**
     * Appends the rows of a table to the Results table, which macros read, as ImageJ's own measurements do, and shows it
     * where there is a display. What was there stays.
     */
    public static void toResults(ResultsTable table) {
        ResultsTable results = Analyzer.getResultsTable();
        int first = results.size();
        for (int row = 0; row < table.size(); row++) {
            results.addRow();
            if (table.getLabel(row) != null) results.addLabel(table.getLabel(row));
        }
        for (String heading : table.getHeadings()) {
            if (!table.columnExists(heading)) continue; // the labels
            Variable[] column = table.getColumnAsVariables(heading);
            for (int row = 0; row < column.length; row++) {
                String text = column[row].getString();
                if (text == null) results.setValue(heading, first + row, column[row].getValue());
                else results.setValue(heading, first + row, text);
            }
        }
        results.show("Results");
    }

    /** Shows a table in a new window of its own, or in the log where there is no display. */
    public static void toTable(ResultsTable table, String title) {
        if (!GraphicsEnvironment.isHeadless()) table.show(Titles.ofWindow(title));
        else IJ.log(title + System.lineSeparator() + text(table));
    }

    private static String text(ResultsTable table) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(table.getColumnHeadings());
        for (int i = 0; i < table.size(); i++) lines.add(table.getRowAsString(i));
        return lines.toString();
    }

    /** Makes an image the current one of a headless macro; elsewhere whoever ran the command shows its outputs. */
    public static void showHeadless(ImagePlus imp) {
        if (imp != null && GraphicsEnvironment.isHeadless() && IJ.isMacro()) imp.show();
    }
}
