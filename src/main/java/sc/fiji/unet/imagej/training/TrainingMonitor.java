package sc.fiji.unet.imagej.training;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.labels.OverlayPicture;
import sc.fiji.unet.imagej.labels.Pictures;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.train.Diagnosis;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.TrainingEvent;

/**
 * Follows a training: curves, previews, what it means, how long it will take. Needs no display; the window shows what is
 * known here. Thread safe.
 */
public final class TrainingMonitor implements TrainingEvent.Listener {
    /** The file in a model folder with a validation image as the best network saw it. */
    static final String THUMBNAIL = "thumbnail.png";

    private final List<EpochRow> history = new ArrayList<>();
    private ClassList classes = ClassList.NONE;
    private PreviewStack previews = new PreviewStack(classes);
    private TrainingEvent.Segmented first;
    private TrainingEvent.Segmented best;
    private TrainingEvent.StepDone step;
    private final StepLosses losses = new StepLosses();
    private long started;
    private double startedAt;

    @Override
    public synchronized void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.Started start) {
            classes = start.classes();
            previews = new PreviewStack(classes);
            history.addAll(start.history());
        } else if (event instanceof TrainingEvent.StepDone done) {
            if (step == null) {
                started = System.nanoTime();
                startedAt = done.progress();
            }
            step = done;
            losses.add(done.step(), done.loss());
        } else if (event instanceof TrainingEvent.Segmented image) {
            previews.add(image);
            if (image.index() == 0) first = image;
        } else if (event instanceof TrainingEvent.Validated validated) {
            endEpoch(validated);
        }
    }

    private void endEpoch(TrainingEvent.Validated validated) {
        EpochRow row = validated.row();
        history.add(row);
        if (validated.best()) best = first;
        previews.endEpoch(
                row.epoch(),
                "Epoch " + row.epoch() + ", Dice "
                        + Figure.text(row.validation().dice(), 3));
    }

    /** A row an epoch. */
    public synchronized List<EpochRow> history() {
        return List.copyOf(history);
    }

    /** By index, background first; empty before the training has started. */
    public synchronized ClassList classes() {
        return classes;
    }

    synchronized PreviewStack previews() {
        return previews;
    }

    /** The loss of single steps so far. */
    synchronized StepLosses losses() {
        return losses.copy();
    }

    /** The curves so far. */
    synchronized TrainingCurves curves(TrainingCurves.Look look) {
        return new TrainingCurves(List.copyOf(history), classes, losses.copy(), look);
    }

    /** What the curves mean. */
    public synchronized Diagnosis diagnosis() {
        if (step != null && !Double.isFinite(step.loss())) return Diagnosis.notANumber();
        return Diagnosis.of(history, classes.names());
    }

    /** Share of the training done, 0 to 1. */
    public synchronized double done() {
        return step == null ? 0 : step.progress();
    }

    /** Seconds until the end, estimated; NaN where nothing is known yet. */
    public synchronized double secondsLeft() {
        if (step == null || step.progress() <= startedAt) return Double.NaN;
        double seconds = (System.nanoTime() - started) / 1e9;
        return seconds * (1 - step.progress()) / (step.progress() - startedAt);
    }

    /** Saves curves.png and thumbnail.png, the first validation image as the best network saw it, in the model folder. */
    public synchronized void save(Path model) {
        if (!history.isEmpty()) curves(TrainingCurves.Look.PRINT).write(model.resolve("curves.png"));
        if (best == null) return;
        OutputFiles.writePng(model.resolve(THUMBNAIL), thumbnail());
    }

    private BufferedImage thumbnail() {
        long[] size = best.image().image().size();
        return Pictures.within(
                256,
                OverlayPicture.render(
                        best.image().image(), ArrayImgs.ints(best.prediction(), size), classes.indexed()));
    }
}
