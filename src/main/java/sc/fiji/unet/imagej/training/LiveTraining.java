package sc.fiji.unet.imagej.training;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.check.QuickCheck;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.model.ModelPlace;
import sc.fiji.unet.train.Diagnosis;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.workflow.Training;

/** A training that people can watch; without a display, one that nobody sees. */
public final class LiveTraining {
    private LiveTraining() {}

    /** Gives what is to be learned from, telling what it does. */
    @FunctionalInterface
    public interface Source {
        /** Reads the images with their truth: once, before the training begins. */
        TrainingSet load(Progress progress);
    }

    /**
     * Reads and trains. Blocks; never call it on the event thread.
     *
     * @param watch whether to open a window, named after the model; never opens one without a display
     */
    public static Training.Result run(Source source, TrainOptions options, boolean watch, Progress progress) {
        String title = watch ? options.run().model().getFileName().toString() : null;
        return run(source, options, title, progress);
    }

    /**
     * The same with another title.
     *
     * @param title of the window; null opens none
     */
    public static Training.Result run(Source source, TrainOptions options, String title, Progress progress) {
        Training.requireKnown(options);
        boolean watched = title != null && !GraphicsEnvironment.isHeadless();
        String name = title == null ? options.run().model().getFileName().toString() : title;
        TrainingControl control = new TrainingControl(name, watched ? progress.inOwnWindow() : progress);
        QuitGuard.watch(control);
        try {
            TrainingMonitor monitor = new TrainingMonitor();
            if (!watched) return run(source, options, monitor, control);
            return watch(source, options, monitor, control);
        } finally {
            control.ended();
            QuitGuard.release(control);
        }
    }

    private static Training.Result watch(
            Source source, TrainOptions options, TrainingMonitor monitor, TrainingControl control) {
        TrainingWindow window = TrainingWindow.open(monitor, control);
        MoreTraining more =
                new MoreTraining(options, (again, progress) -> run(source, again, control.title(), progress));
        boolean left = false;
        try {
            Training.Result result = run(source, options, monitor, control);
            window.finish(outcome(result, monitor, options.run().model()), more.after(result));
            left = true;
            return result;
        } catch (CancellationException e) {
            left = more.place().begun() && !monitor.history().isEmpty();
            if (left) window.finish(canceled(monitor, more.place()), more.resume());
            throw e;
        } finally {
            if (!left) window.close(); // whoever called shows what was wrong
        }
    }

    private static Training.Result run(
            Source source, TrainOptions options, TrainingMonitor monitor, Progress progress) {
        TrainingSet set = source.load(progress);
        if (!options.run().resume()) QuickCheck.note(set, progress);
        return TrainingPictures.training().run(set, options, monitor, progress);
    }

    private static String outcome(Training.Result result, TrainingMonitor monitor, Path model) {
        EpochRow best = result.history().stream()
                .reduce((a, b) -> b.validation().dice() > a.validation().dice() ? b : a)
                .orElseThrow();
        boolean improving = monitor.diagnosis().kind() == Diagnosis.Kind.IMPROVING;
        return String.format(
                Locale.ROOT,
                "Done: validation Dice %s (epoch %d of %d). %sThe model is in %s",
                Figure.text(best.validation().dice(), 3),
                best.epoch(),
                result.history().size(),
                improving ? "It was still improving: more time would help. " : "",
                model);
    }

    private static String canceled(TrainingMonitor monitor, ModelPlace place) {
        int epochs = monitor.history().size();
        return "Canceled after " + epochs + (epochs == 1 ? " epoch" : " epochs") + ": the best network so far is in "
                + place.written().path() + ", marked as unfinished."
                + (place.replaces() ? " " + place.target().path() + " is still the model that was there before." : "");
    }
}
