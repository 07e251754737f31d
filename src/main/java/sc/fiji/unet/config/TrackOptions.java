package sc.fiji.unet.config;

import java.nio.file.Path;
import sc.fiji.unet.base.OptionException;

/**
 * Where a training is recorded besides the tables in its model folder.
 *
 * @param tensorboard folder that TensorBoard shows, in which each training gets a folder of its own; null for none
 * @param mlflow address of an MLflow tracking server, empty for none
 * @param experiment of the training on that server
 * @param name of the training; empty for that of its model folder
 */
public record TrackOptions(Path tensorboard, String mlflow, String experiment, String name) {
    /** Nothing is recorded outside the model folder. */
    public static final TrackOptions NONE = new TrackOptions(null, "", "unet", "");

    /** Refuses an address that is none. */
    public TrackOptions {
        if (!mlflow.isEmpty() && !mlflow.matches("https?://[^/]+.*")) {
            throw new OptionException(
                    "mlflow = \"" + mlflow + "\": expected an address such as http://127.0.0.1:5000.");
        }
        experiment = Checks.text("experiment", experiment);
    }

    /** As given in a command: blanks around an address mean nothing. */
    public static TrackOptions of(Path tensorboard, String mlflow, String experiment) {
        return new TrackOptions(tensorboard, mlflow.strip(), experiment, "");
    }

    /** Whether anything shows pictures. */
    public boolean pictures() {
        return tensorboard != null || !mlflow.isEmpty();
    }

    /** A copy under another name. */
    public TrackOptions withName(String value) {
        return new TrackOptions(tensorboard, mlflow, experiment, value);
    }
}
