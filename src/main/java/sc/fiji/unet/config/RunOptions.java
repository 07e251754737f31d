package sc.fiji.unet.config;

import java.nio.file.Path;

/**
 * Where results go and on what the training runs.
 *
 * @param model the model folder to write
 * @param seed of every random choice
 * @param device {@link Auto}, {@code cpu}, {@code gpu} or {@code gpu1}...
 * @param resume continue from the model folder's last checkpoint
 * @param track where else the training is recorded
 */
public record RunOptions(Path model, long seed, String device, boolean resume, TrackOptions track) {
    /** Refuses a missing model folder. */
    public RunOptions {
        Checks.path("model", model);
        device = Checks.text("device", device);
        Checks.given("track", track);
    }

    /** Seed 1, the best device, from scratch. */
    public static RunOptions defaults(Path model) {
        return new RunOptions(model, 1, Auto.WORD, false, TrackOptions.NONE);
    }

    /** A copy that writes another model folder. */
    public RunOptions withModel(Path value) {
        return new RunOptions(value, seed, device, resume, track);
    }

    /** A copy with another seed. */
    public RunOptions withSeed(long value) {
        return new RunOptions(model, value, device, resume, track);
    }

    /** A copy on another device. */
    public RunOptions withDevice(String value) {
        return new RunOptions(model, seed, value, resume, track);
    }

    /** A copy that resumes, or not. */
    public RunOptions withResume(boolean value) {
        return new RunOptions(model, seed, device, value, track);
    }

    /** A copy that is recorded elsewhere, too. */
    public RunOptions withTrack(TrackOptions value) {
        return new RunOptions(model, seed, device, resume, value);
    }

    /** What a training with these options is called. */
    public String name() {
        return track.name().isEmpty() ? String.valueOf(model.toAbsolutePath().getFileName()) : track.name();
    }
}
