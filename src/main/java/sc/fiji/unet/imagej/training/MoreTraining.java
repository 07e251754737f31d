package sc.fiji.unet.imagej.training;

import ij.IJ;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.model.ModelPlace;
import sc.fiji.unet.workflow.Training;

/**
 * Trains on where a training ended, from its checkpoint and on the same images, in a live window of its own. What is begun
 * here runs in a thread of its own; failures are shown.
 *
 * @param options of the training that ended
 * @param trainer trains with other options on the same images, in a live window
 */
record MoreTraining(TrainOptions options, BiConsumer<TrainOptions, Progress> trainer) {
    private static final double MINUTES = 5;

    /** Offers five more minutes. */
    TrainingButtons.More after(Training.Result result) {
        double spent = result.history().get(result.history().size() - 1).seconds() / 60;
        TrainOptions longer = options.withFit(
                options.fit().withLimits(0, Math.max(options.fit().minutes(), spent) + MINUTES));
        return new TrainingButtons.More(
                "5 more minutes", "Go on from the last checkpoint for five more minutes", () -> start(longer));
    }

    /** Offers to go on with a training that was canceled. */
    TrainingButtons.More resume() {
        return new TrainingButtons.More("Resume", "Go on from the last checkpoint", () -> start(options));
    }

    /** Where the training wrote, until it was canceled or ended. */
    ModelPlace place() {
        return ModelPlace.of(options.run().withResume(true));
    }

    private void start(TrainOptions more) {
        RunOptions run = more.run().withResume(true);
        Path model = run.model();
        Thread thread = new Thread(() -> train(more.withRun(run)), "U-Net trains " + model.getFileName());
        thread.setContextClassLoader(getClass().getClassLoader());
        thread.start();
    }

    private void train(TrainOptions more) {
        try {
            trainer.accept(more, new Logged());
        } catch (CancellationException e) {
            IJ.showStatus("Canceled");
        } catch (InputException | UncheckedIOException e) {
            IJ.error("U-Net training", e.getMessage());
        }
    }

    /** Notes go to the log; the live window shows the rest. */
    private static final class Logged implements Progress {
        @Override
        public void note(String line) {
            IJ.log(line);
        }
    }
}
