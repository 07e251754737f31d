package sc.fiji.unet.imagej.training;

import java.util.List;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.train.Diagnosis;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.StepLosses;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingRecord;

/**
 * Follows a training: curves, previews, what it means, how long it will take. Needs no display; the window shows what is
 * known here. Thread safe.
 */
public final class TrainingMonitor implements TrainingEvent.Listener {
    private final TrainingRecord record = new TrainingRecord();
    private PreviewStack previews = new PreviewStack(ClassList.NONE);
    private TrainingEvent.StepDone step;
    private long started;
    private double startedAt;

    @Override
    public synchronized void on(TrainingEvent event) {
        record.on(event);
        if (event instanceof TrainingEvent.Started start) {
            previews = new PreviewStack(start.classes());
        } else if (event instanceof TrainingEvent.StepDone done) {
            if (step == null) {
                started = System.nanoTime();
                startedAt = done.progress();
            }
            step = done;
        } else if (event instanceof TrainingEvent.Segmented image) {
            previews.add(image);
        } else if (event instanceof TrainingEvent.Validated validated) {
            endEpoch(validated.row());
        }
    }

    private void endEpoch(EpochRow row) {
        previews.endEpoch(
                row.epoch(),
                "Epoch " + row.epoch() + ", Dice "
                        + Figure.text(row.validation().dice(), 3));
    }

    /** The epochs so far, one row each. */
    public List<EpochRow> history() {
        return record.history();
    }

    /** By index, background first; empty before the training has started. */
    public ClassList classes() {
        return record.classes();
    }

    synchronized PreviewStack previews() {
        return previews;
    }

    /** The loss of single steps so far. */
    StepLosses losses() {
        return record.losses();
    }

    /** The curves so far. */
    TrainingCurves curves(TrainingCurves.Look look) {
        return TrainingCurves.of(record, look);
    }

    /** What the curves mean. */
    public synchronized Diagnosis diagnosis() {
        if (step != null && !Double.isFinite(step.loss())) return Diagnosis.notANumber();
        return Diagnosis.of(history(), classes().names());
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
}
