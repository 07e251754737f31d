package sc.fiji.unet.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;

/**
 * Where the images that a model learned from lay, as the file origin.json of its folder, so that a later training can
 * find them again. The card says nothing of it: a model that is passed on works without.
 *
 * @param data folders, split and classes; images are not null
 * @param seed of the split, where it was drawn at random
 * @param borders whether the background between touching objects weighed more in the loss
 */
public record TrainingOrigin(DataOptions data, long seed, boolean borders) {
    private static final String FILE = "origin.json";

    /** That of a training; none where the images were in memory. */
    public static Optional<TrainingOrigin> of(TrainOptions options, TrainingSet set) {
        if (options.data().images() == null) return Optional.empty();
        return Optional.of(new TrainingOrigin(options.data(), options.run().seed(), set.weighted()));
    }

    /** What a model folder says; empty where it says nothing. */
    public static Optional<TrainingOrigin> read(ModelFolder model) {
        Path file = model.path().resolve(FILE);
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            Map<String, String> said = Json.texts(Files.readString(file)).orElse(Map.of());
            DataOptions data = new DataOptions(
                    path(model, said.get("images")),
                    path(model, said.get("masks")),
                    said.get("classes"),
                    path(model, said.get("split")),
                    said.get("validation"),
                    ChannelChoice.parse(said.getOrDefault("channels", Auto.WORD)), // older programs took all
                    // older programs took each slice for an image
                    DataOptions.Dimensions.of(said.getOrDefault("dimensions", DataOptions.Dimensions.PLANES.id())));
            boolean borders = Boolean.parseBoolean(said.get("borders")); // older programs say nothing of it
            return Optional.of(new TrainingOrigin(data, Long.parseLong(said.get("seed")), borders));
        } catch (IOException | RuntimeException e) {
            throw new InputException(
                    file + " cannot be read (" + e.getMessage()
                            + "): expected what a training wrote. Delete it to go on"
                            + " without the images that the model learned from.",
                    e);
        }
    }

    /** Writes it to a model folder; paths inside of that folder stay true when the folder is moved. */
    public void write(ModelFolder model) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("images", text(model, data.images()));
        said.put("masks", text(model, data.masks()));
        said.put("classes", data.classes());
        said.put("split", text(model, data.split()));
        said.put("validation", data.validation());
        said.put("channels", data.channels().toString());
        said.put("dimensions", data.dimensions().id());
        said.put("seed", Long.toString(seed));
        said.put("borders", Boolean.toString(borders));
        Json.write(model.path().resolve(FILE), said);
    }

    private static Path path(ModelFolder model, String text) {
        return text == null ? null : model.path().resolve(text);
    }

    private static String text(ModelFolder model, Path path) {
        if (path == null) return null;
        Path folder = model.path().toAbsolutePath().normalize();
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(folder) ? folder.relativize(absolute) : absolute).toString();
    }
}
