package sc.fiji.unet.imagej.evaluation;

import java.nio.file.Path;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.evaluate.EvaluatedImages;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.evaluate.Scores;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.metrics.EvaluationReport;

/**
 * What a person wants to see of an evaluation beside its figures.
 *
 * @param table whether to show a table of images, the worst first
 * @param confusion whether to show the confusion matrix
 * @param worst how many of the worst images to show
 * @param images folder of the images that were segmented; null for none
 */
public record EvaluationViews(boolean table, boolean confusion, int worst, Path images) {
    private static final int MOST = 100;

    /** Refuses more images than anybody looks at. */
    public EvaluationViews {
        if (worst < 0 || worst > MOST) throw OptionException.outOfRange("worst", worst, "0 to " + MOST);
    }

    /** Folders to evaluate, whose truth is masks or ROIs. */
    public static EvaluatedImages folders(EvaluateOptions options, Progress progress) {
        if (RoiFolders.is(options.prediction(), options.truth())) return RoiGroundTruth.of(options, progress);
        return new FolderEvaluation(new ImageFiles()).images(options, progress);
    }

    /**
     * Evaluates, and shows it.
     *
     * @param report a JSON file to write; null for none
     * @return the figures, for a person
     */
    public String show(EvaluatedImages evaluated, Path report, Progress progress) {
        Scores scores = Scores.of(evaluated, progress);
        EvaluationPages pages = new EvaluationPages(evaluated, scores, report);
        if (report != null) EvaluationReport.write(scores.evaluation(), report);
        if (table) pages.showImages();
        if (confusion) pages.confusion();
        if (worst > 0) pages.worst(worst, images, progress);
        return EvaluationReport.text(scores.evaluation());
    }
}
