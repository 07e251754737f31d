package sc.fiji.unet.imagej;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.workflow.Training;

/** A training that people can watch; without a display, one that leaves the same files. */
public final class LiveTraining {
    private LiveTraining() {}

    /** Gives what is to be learnt from, telling what it does. */
    @FunctionalInterface
    public interface Source {
        /** Reads the images. */
        TrainingSet load(Progress progress);
    }

    /**
     * Reads, trains, and saves curves.png and thumbnail.png in the model folder. Blocks; never call it on the event thread.
     *
     * @param watch whether to open a window; never opens one without a display
     */
    public static Training.Result run(Source source, TrainOptions options, boolean watch, Progress progress) {
        TrainingMonitor monitor = new TrainingMonitor();
        Path model = options.run().model();
        if (!watch || GraphicsEnvironment.isHeadless()) return run(source, options, monitor, progress);
        TrainingWindow window = TrainingWindow.open(monitor, model.getFileName().toString(), progress);
        boolean done = false;
        try {
            Training.Result result = run(source, options, monitor, window);
            window.finish(outcome(result, model));
            done = true;
            return result;
        } finally {
            if (!done) window.close(); // whoever called shows what was wrong
        }
    }

    private static Training.Result run(
            Source source, TrainOptions options, TrainingMonitor monitor, Progress progress) {
        Training.Result result = Training.run(source.load(progress), options, monitor, progress);
        monitor.save(options.run().model());
        return result;
    }

    private static String outcome(Training.Result result, Path model) {
        EpochRow best = result.history().stream()
                .reduce((a, b) -> b.validation().dice() > a.validation().dice() ? b : a)
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "Done: validation Dice %.3f (epoch %d of %d). The model is in %s",
                best.validation().dice(),
                best.epoch(),
                result.history().size(),
                model);
    }
}
