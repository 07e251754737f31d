package sc.fiji.unet.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.model.ModelFolder;

/** Finds out what kind of starting point a person named. */
final class StartingPoints {
    private StartingPoints() {}

    /** A folder, or the card in it, is a model to go on with; any other file holds weights of an encoder. */
    static Optional<StartingPoint> read(StartOptions options) {
        if (!options.given()) return Optional.empty();
        Path path = options.model();
        requireThere(options);
        if (Files.isDirectory(path)) return Optional.of(StartingModel.read(new ModelFolder(path), options));
        Path folder = path.toAbsolutePath().getParent();
        boolean card = path.toAbsolutePath().equals(new ModelFolder(folder).cardFile());
        if (card) return Optional.of(StartingModel.read(new ModelFolder(folder), options));
        return Optional.of(StartingEncoder.read(options));
    }

    /** Refuses what is not there. */
    static void requireThere(StartOptions options) {
        if (!options.given() || Files.exists(options.model())) return;
        throw new InputException(
                "There is no " + options.model() + " to start from: expected the folder of a trained model,"
                        + " or a file of weights (.pt, .pth, .safetensors). Check the path.");
    }
}
