package sc.fiji.unet.track;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.RunOptions;

/**
 * Which run of an MLflow server a training is recorded in, as the file mlflow.json of its model folder, so that a resumed
 * training goes on with it.
 *
 * @param file need not exist
 * @param resumed whether the training goes on with an earlier one
 */
record MlflowMemory(Path file, boolean resumed) {
    static MlflowMemory of(RunOptions run) {
        return new MlflowMemory(run.model().resolve("mlflow.json"), run.resume());
    }

    /** The run to go on with; empty where the training begins, or was recorded on another server or not at all. */
    Optional<String> run(URI server) {
        if (!resumed || !Files.isRegularFile(file)) return Optional.empty();
        try {
            Map<String, String> said = Json.texts(Files.readString(file)).orElse(Map.of());
            return Optional.ofNullable(said.get("run"))
                    .filter(run -> server.toString().equals(said.get("server")));
        } catch (IOException e) {
            return Optional.empty(); // costs no more than a run of its own
        }
    }

    void keep(URI server, String run) {
        Json.write(file, Map.of("server", server.toString(), "run", run));
    }
}
