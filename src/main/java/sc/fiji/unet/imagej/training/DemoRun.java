package sc.fiji.unet.imagej.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DemoOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.imagej.evaluation.DemoPicture;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.workflow.Demo;
import sc.fiji.unet.workflow.Prediction;

/** The demo on files that ImageJ opens, with a picture of it all and a text that says how it went. */
public final class DemoRun {
    private DemoRun() {}

    /**
     * Trains, segments and evaluates.
     *
     * @param watch whether to open a window for each training; never opens one without a display
     */
    public static String run(DemoOptions options, boolean watch, Progress progress) {
        ImageFiles reader = new ImageFiles();
        Demo demo = new Demo(
                (one, inner) -> LiveTraining.run(notes -> load(one, notes), one, watch ? title(one) : null, inner),
                new Prediction(reader, new SegmentationFiles()),
                new FolderEvaluation(reader));
        List<Demo.SetResult> sets = demo.run(options, progress);
        Path picture = options.output().resolve("demo.png");
        new DemoPicture().write(picture, sets);
        return summary(sets, picture);
    }

    /** The name of the set, as all models of the demo are called model. */
    private static String title(TrainOptions options) {
        return options.run().model().getParent().getFileName().toString();
    }

    private static TrainingSet load(TrainOptions options, Progress progress) {
        return new TrainingFolders(new ImageFiles(), LoadOptions.defaults())
                .load(options.data(), options.run().seed(), progress);
    }

    private static String summary(List<Demo.SetResult> sets, Path picture) {
        StringBuilder text = new StringBuilder("Held-out images:\n");
        sets.forEach(set -> text.append(String.format(
                Locale.ROOT,
                "%-10s Dice %s%s   %s%n",
                set.name(),
                Figure.text(set.dice(), 4),
                Double.isNaN(set.found()) ? "" : ", AP of objects at IoU 0.5 " + Figure.text(set.found(), 4),
                set.output())));
        return text + "Labels, overlays, models and reports are in these folders; look at " + picture;
    }
}
