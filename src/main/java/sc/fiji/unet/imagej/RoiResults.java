package sc.fiji.unet.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.StringJoiner;

/** Shows results where a person, or the next line of a macro, looks for them; opens no window headless. */
public final class RoiResults {
    private RoiResults() {}

    /**
     * Adds ROIs to the ROI Manager.
     *
     * @return whether there is one: without a display ImageJ has none
     */
    public static boolean toManager(List<Roi> rois) {
        if (GraphicsEnvironment.isHeadless() && RoiManager.getInstance2() == null) return false;
        RoiManager manager = RoiManager.getRoiManager();
        rois.forEach(manager::addRoi);
        return true;
    }

    /** Makes a table the Results table, which macros read, and shows it where there is a display. */
    public static void toResults(ResultsTable table) {
        Analyzer.setResultsTable(table);
        table.show("Results");
    }

    /** Shows a table in a window of its own, or in the log where there is no display. */
    public static void toTable(ResultsTable table, String title) {
        if (!GraphicsEnvironment.isHeadless()) table.show(title);
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
