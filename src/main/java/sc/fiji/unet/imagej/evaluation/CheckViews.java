package sc.fiji.unet.imagej.evaluation;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.check.CheckedSet;
import sc.fiji.unet.check.DatasetReader;
import sc.fiji.unet.check.Finding;
import sc.fiji.unet.check.FindingPage;
import sc.fiji.unet.check.FindingTable;
import sc.fiji.unet.check.QuickCheck;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.rois.AnnotatedFolders;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;

/**
 * Checks folders of images and masks, and shows what was found: as a table, and as a page beside which the table is
 * written, too.
 *
 * @param page an HTML file to write
 * @param worst how many pairs of each kind of finding it shows
 * @param table whether to show the table
 */
public record CheckViews(Path page, int worst, boolean table) {
    private static final int MOST = 100;
    private static final double POINT_RADIUS = 3;

    /** Refuses more pictures than anybody looks at. */
    public CheckViews {
        if (worst < 0 || worst > MOST) throw OptionException.outOfRange("worst", worst, "0 to " + MOST);
    }

    /**
     * Checks, shows and writes.
     *
     * @param seed of the random split, where there is no file of it
     * @return what was found, for a person
     */
    public String show(DataOptions data, long seed, Progress progress) {
        CheckedSet set = checked(data, seed, progress);
        Path csv = page.resolveSibling(page.getFileName().toString().replaceFirst("\\.html?$", "") + ".csv");
        AtomicFiles.writeString(csv, FindingTable.csv(set.findings()));
        AtomicFiles.writeString(page, new FindingPage(set, new PairPictures(set.pixels()), worst).html());
        if (table && !set.findings().isEmpty()) show(set.findings());
        return set.summary() + "\n\nPage: " + page + "\nTable: " + csv;
    }

    private static CheckedSet checked(DataOptions data, long seed, Progress progress) {
        if (!RoiFolders.is(data.images(), data.masks())) {
            return new DatasetReader(new ImageFiles(), data).read(seed, progress);
        }
        RoisToLabels painter = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.AUTO, POINT_RADIUS, true);
        return QuickCheck.of(AnnotatedFolders.load(data, painter, LoadOptions.defaults(), seed, progress), progress);
    }

    private static void show(List<Finding> findings) {
        ResultsTable shown = new ResultsTable();
        for (List<String> row : FindingTable.rows(findings)) {
            shown.addRow();
            for (int i = 0; i < row.size(); i++) shown.addValue(FindingTable.COLUMNS.get(i), row.get(i));
        }
        if (!GraphicsEnvironment.isHeadless()) shown.show(Titles.ofWindow("Training data"));
        else if (IJ.isMacro()) RoiResults.toResults(shown);
    }
}
