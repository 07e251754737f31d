package sc.fiji.unet.model;

import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.RunOptions;

/**
 * Where a training writes. A model that is there already stays until the training has ended, so that others segment with it
 * meanwhile; the new one grows in a folder beside it. A training that is killed while it puts the one in the other's place
 * is resumed like any other, and then does so.
 *
 * @param target where the model is to be in the end
 * @param written where it is written until then: the target itself, where no model is replaced
 */
public record ModelPlace(ModelFolder target, ModelFolder written) {
    /** The place of a training that has not begun yet, or that is resumed. */
    public static ModelPlace of(RunOptions run) {
        ModelFolder target = new ModelFolder(run.model());
        ModelFolder beside = target.unfinished();
        boolean elsewhere =
                run.resume() ? Files.isRegularFile(beside.checkpointFile()) : Files.isRegularFile(target.cardFile());
        return new ModelPlace(target, elsewhere ? beside : target);
    }

    /** Whether there is a checkpoint to resume from. */
    public boolean begun() {
        return Files.isRegularFile(written.checkpointFile());
    }

    /** Whether a model is to be replaced in the end. */
    public boolean replaces() {
        return !written.equals(target);
    }

    /** The options of a training that writes here, under the name that it has anyway. */
    public RunOptions applyTo(RunOptions run) {
        return run.withModel(written.path()).withTrack(run.track().withName(run.name()));
    }

    /** Says where the model is until the training has ended. */
    public void announce(Progress progress) {
        if (!replaces()) return;
        progress.note("There is a model in " + target.path()
                + ". It stays until this training has ended, which writes to " + written.path() + " until then.");
    }

    /** Puts the finished model where it is to be. */
    public void replace(Progress progress) {
        if (!replaces()) return;
        Path old = target.replaceBy(written);
        if (!old.equals(target.path())) {
            progress.note("The model that was in " + target.path() + " is now " + old);
        }
    }
}
