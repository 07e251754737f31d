package sc.fiji.unet.imagej.evaluation;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.evaluate.EvaluatedImages;
import sc.fiji.unet.evaluate.Scores;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.metrics.Confusion;

/**
 * Shows an evaluation: on the screen where there is one, and in files beside the report where there is a report. In a
 * macro without a display, the table of images is appended to the Results table.
 */
public final class EvaluationPages {
    private final EvaluatedImages images;
    private final Scores scores;
    private final Path report;

    /** Shows these scores; nothing is written where there is no report (null). */
    public EvaluationPages(EvaluatedImages images, Scores scores, Path report) {
        this.images = images;
        this.scores = scores;
        this.report = report;
    }

    /** The table of images, the worst first; the report has it anyway. */
    public void showImages() {
        ResultsTable table = WorstImages.table(scores);
        if (!GraphicsEnvironment.isHeadless()) table.show(Titles.ofWindow("Images, worst first"));
        else if (IJ.isMacro()) RoiResults.toResults(table);
    }

    /** The confusion matrix: report-confusion.csv and report-confusion.png. */
    public void confusion() {
        List<String> classes = scores.evaluation().classes();
        Confusion confusion = scores.evaluation().pooled().confusion();
        if (!GraphicsEnvironment.isHeadless()) {
            ConfusionPicture.table(classes, confusion).show(Titles.ofWindow("Confusion matrix (pixels)"));
        }
        // ImageJ's table would not say that the disk is full, and leaves out headers where a person prefers that
        if (report != null) {
            AtomicFiles.writeString(beside("-confusion.csv"), ConfusionPicture.csv(classes, confusion));
        }
        publish(ConfusionPicture.draw(classes, confusion), "Confusion matrix", "-confusion.png");
    }

    /**
     * The worst images: report-worst.png.
     *
     * @param folder of the images that were segmented; null for none
     */
    public void worst(int count, Path folder, Progress progress) {
        if (report == null && GraphicsEnvironment.isHeadless()) return;
        WorstImages worst = new WorstImages(images, scores, folder);
        if (report != null) OutputFiles.writePng(beside("-worst.png"), worst.draw(count, null, progress));
        if (GraphicsEnvironment.isHeadless()) return;
        Dimension screen = IJ.getScreenSize();
        Dimension place = new Dimension(screen.width * 9 / 10, screen.height * 3 / 4);
        new ImagePlus("Worst images", worst.draw(count, place, progress)).show();
    }

    private void publish(BufferedImage picture, String title, String ending) {
        if (!GraphicsEnvironment.isHeadless()) show(new ImagePlus(title, picture));
        if (report != null) OutputFiles.writePng(beside(ending), picture);
    }

    private static void show(ImagePlus imp) {
        Titles.makeUnique(imp);
        imp.show();
    }

    private Path beside(String ending) {
        return report.resolveSibling(report.getFileName().toString().replaceFirst("\\.json$", "") + ending);
    }
}
