package sc.fiji.unet.workflow;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.config.TrainingOption;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.track.Tracker;
import sc.fiji.unet.track.Trackers;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.TrainingEvent;

/**
 * Records a training with trackers: numbers of each step and epoch, a row of pictures (image, truth, prediction,
 * disagreement) of the first validation images whenever the network is better than before, and the model at the end.
 * Closing it before {@link #finish} records a failure.
 */
final class TrackedTraining implements TrainingEvent.Listener, AutoCloseable {
    private final Tracker tracker;
    private final boolean pictures;
    private final ClassList classes;
    private final Progress progress;
    private final Map<Integer, TrainingEvent.Segmented> segmented = new TreeMap<>();
    private final Map<Integer, PreviewTile> tiles = new TreeMap<>();
    private double secondsBefore;

    private TrackedTraining(Tracker tracker, boolean pictures, ClassList classes, Progress progress) {
        this.tracker = tracker;
        this.pictures = pictures;
        this.classes = classes;
        this.progress = progress;
    }

    /**
     * Opens the trackers that were asked for; those that fail are told of and left out.
     *
     * @param written where the model is until the training has ended
     */
    static TrackedTraining open(
            TrainOptions options, RunOptions written, TrainingPlan plan, TrainingSet set, Progress progress) {
        Tracker tracker = Trackers.open(written, progress);
        tracker.start(new Tracker.Run(options.run().name(), parameters(options, plan), tags(options, set)));
        return new TrackedTraining(
                tracker, options.run().track().pictures(), set.classes().classes(), progress);
    }

    /** By the names of the training command, with what was planned filled in. */
    private static Map<String, String> parameters(TrainOptions options, TrainingPlan plan) {
        TrainOptions planned = plan.filledIn(options);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (TrainingOption option : TrainingOption.values()) parameters.put(option.key(), option.text(planned));
        parameters.put("patch", edges(plan.sampling().patch()));
        parameters.put("parameters", String.valueOf(plan.graph().parameterCount()));
        parameters.put("steps_per_epoch", String.valueOf(plan.fit().length().stepsPerEpoch()));
        return parameters;
    }

    /** Pixels along each axis. */
    private static String edges(int[] patch) {
        return Arrays.stream(patch).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }

    private static Map<String, String> tags(TrainOptions options, TrainingSet set) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("model", options.run().model().toAbsolutePath().toString());
        tags.put("classes", names(set.classes().classes()));
        tags.put("device", options.run().device());
        tags.put("resumed", String.valueOf(options.run().resume()));
        if (options.data().images() != null) {
            tags.put("images", options.data().images().toAbsolutePath().toString());
        }
        if (options.start().given()) tags.put("start", options.start().model().toString());
        return tags;
    }

    private static String names(ClassList classes) {
        return String.join(", ", classes.names());
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.Started started) {
            int epochs = started.history().size();
            secondsBefore = epochs == 0 ? 0 : started.history().get(epochs - 1).seconds();
            tracker.resume(epochs == 0 ? 0 : started.history().get(epochs - 1).step());
        } else if (event instanceof TrainingEvent.StepDone done) {
            tracker.scalar("train/loss", done.step(), done.loss());
            tracker.scalar("train/learning_rate", done.step(), done.learningRate());
            tracker.scalar("train/gradient_norm", done.step(), done.gradientNorm());
        } else if (event instanceof TrainingEvent.Segmented image && pictures) {
            segmented.put(image.index(), image);
        } else if (event instanceof TrainingEvent.Validated validated) {
            endEpoch(validated.row());
            if (validated.best()) showIfPossible(validated.row().step());
        }
    }

    private void endEpoch(EpochRow row) {
        long step = row.step();
        tracker.scalar("epoch/train_loss", step, row.trainLoss());
        tracker.scalar("epoch/seconds", step, row.seconds() - secondsBefore);
        secondsBefore = row.seconds();
        tracker.scalar("validation/loss", step, row.validation().loss());
        tracker.scalar("validation/dice", step, row.validation().dice());
        tracker.scalar("validation/iou", step, row.validation().iou());
        double[] dice = row.validation().classDice();
        IntStream.range(1, dice.length)
                .forEach(k -> tracker.scalar("validation/dice/" + classes.get(k).name(), step, dice[k]));
        tracker.flush();
    }

    /** A picture that cannot be drawn is no reason to give up a night's training. */
    private void showIfPossible(long step) {
        try {
            show(step);
        } catch (RuntimeException e) {
            progress.note("The pictures of step " + step + " are not recorded: " + e);
        }
    }

    private void show(long step) {
        segmented.forEach((index, image) -> {
            PreviewTile tile = tiles.computeIfAbsent(index, i -> new PreviewTile(image.image(), classes));
            BufferedImage row = sideBySide(tile.pictures(image.prediction()));
            int width = row.getWidth();
            int[] rgb = row.getRGB(0, 0, width, row.getHeight(), null, 0, width);
            tracker.image("preview/" + image.image().image().name(), step, width, row.getHeight(), rgb);
        });
    }

    private static BufferedImage sideBySide(List<BufferedImage> pictures) {
        int width = pictures.get(0).getWidth();
        int height = pictures.get(0).getHeight();
        BufferedImage row = new BufferedImage(pictures.size() * width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = row.createGraphics();
        for (int i = 0; i < pictures.size(); i++) pen.drawImage(pictures.get(i), i * width, 0, null);
        pen.dispose();
        return row;
    }

    /** Hands over what makes up the model, so that the recorded files are a model folder again. */
    void finish(ModelFolder model) {
        Stream<Path> files =
                Stream.of(model.cardFile(), model.networkFile(), model.inferenceFile(), model.historyFile());
        files.filter(Files::isRegularFile).forEach(tracker::artifact);
        tracker.finished();
    }

    @Override
    public void close() {
        tracker.close();
    }
}
