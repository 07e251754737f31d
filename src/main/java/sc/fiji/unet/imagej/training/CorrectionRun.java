package sc.fiji.unet.imagej.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.metrics.EvaluationReport;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.workflow.CorrectionTraining;
import sc.fiji.unet.workflow.Training;

/** Stores corrected images beside a model, and trains its next version on them; says what was done. */
public final class CorrectionRun {
    private final CorrectionTraining training;
    private final TrainOptions options;

    /**
     * Takes corrections for this model.
     *
     * @param channels of the images that are stored; auto: as the model was trained
     */
    public CorrectionRun(Path model, ChannelChoice channels, double minutes, String device) {
        training = Corrections.of(model, channels);
        options = training.options(training.next(), minutes, device);
    }

    /** Stores images; none is fine. */
    public String store(List<DrawnImage> images, UnlabeledPixels outside, Progress progress) {
        List<String> stored = new ArrayList<>();
        for (DrawnImage image : images) stored.addAll(Corrections.add(training, image, outside, progress));
        return "Stored " + (stored.isEmpty() ? "nothing new" : String.join(", ", stored)) + "; corrected images in "
                + training.folder() + ": " + training.size() + "\n";
    }

    /** Trains on all that was stored so far. */
    public String train(boolean watch, Progress progress) {
        Training.Result result = LiveTraining.run(training::load, options, watch, progress);
        Path next = options.run().model();
        KnownModels.ofThisPerson().remember(next, progress::note);
        return "Validation images:\n" + EvaluationReport.text(result.validation()) + "New version: " + next;
    }
}
