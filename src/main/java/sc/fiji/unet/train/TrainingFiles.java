package sc.fiji.unet.train;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.nn.Weights;

/** Where a training is saved. Every file is replaced as a whole, so that a crash at any moment loses one epoch at most. */
public interface TrainingFiles {
    /** The file with the last state. */
    Path checkpoint();

    /** Keeps the weights of the best epoch so far. */
    void saveBest(Weights weights, EpochRow row);

    /** Keeps the weights at the end of a cycle of the learning rate. */
    void saveSnapshot(Weights weights, long step);

    /** Keeps the last state and the history. */
    void saveLast(Checkpoint checkpoint, List<EpochRow> history);

    /** The history up to a step. */
    List<EpochRow> history(long step);
}
