package sc.fiji.unet.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.config.ClassList;

/** What is known of a training so far: its epochs, the loss of its steps, and what its best network sees. Thread safe. */
public final class TrainingRecord implements TrainingEvent.Listener {
    private final List<EpochRow> history = new ArrayList<>();
    private final StepLosses losses = new StepLosses();
    private ClassList classes = ClassList.NONE;
    private TrainingEvent.Segmented first;
    private TrainingEvent.Segmented best;

    @Override
    public synchronized void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.Started start) {
            classes = start.classes();
            history.addAll(start.history());
        } else if (event instanceof TrainingEvent.StepDone done) {
            losses.add(done.step(), done.loss());
        } else if (event instanceof TrainingEvent.Segmented image && image.index() == 0) {
            first = image;
        } else if (event instanceof TrainingEvent.Validated validated) {
            history.add(validated.row());
            if (validated.best()) best = first;
        }
    }

    /** The epochs so far, one row each. */
    public synchronized List<EpochRow> history() {
        return List.copyOf(history);
    }

    /** By index, background first; empty before the training has started. */
    public synchronized ClassList classes() {
        return classes;
    }

    /** The loss of single steps so far. */
    public synchronized StepLosses losses() {
        return losses.copy();
    }

    /** The first validation image as the best network of this sitting saw it; none before there is one. */
    public synchronized Optional<TrainingEvent.Segmented> best() {
        return Optional.ofNullable(best);
    }
}
