package sc.fiji.unet.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.CacheFolder;

/**
 * The models that this person has: those last trained or used, wherever they are, and all below one folder. Each has a
 * name, which may stand for its folder wherever a model is asked for.
 *
 * @param home the folder whose folders are models; need not exist
 * @param recent a text file with the folders last used, the latest first; need not exist
 */
public record KnownModels(Path home, Path recent) {
    private static final int MOST_REMEMBERED = 20;

    /** Those below unet-models in the home folder, and those that this person used last. */
    public static KnownModels ofThisPerson() {
        return new KnownModels(
                home(System.getProperty("user.home")), CacheFolder.path().resolve("models.txt"));
    }

    /** The folder of models below a home folder. */
    public static Path home(String folder) {
        return Path.of(folder, "unet-models");
    }

    /** Each model by its name, the last used first, then by name. Of two of one name the second is called by its path. */
    public Map<String, ModelFolder> all() {
        List<Path> folders = new ArrayList<>(remembered());
        folders.addAll(below());
        Map<String, ModelFolder> models = new LinkedHashMap<>();
        folders.stream()
                .distinct()
                .map(ModelFolder::new)
                .filter(KnownModels::isThere)
                .forEach(model -> {
                    String name = model.path().getFileName().toString();
                    models.putIfAbsent(models.containsKey(name) ? model.path().toString() : name, model);
                });
        return models;
    }

    /** The model last trained or used, if it is still there. */
    public Optional<ModelFolder> latest() {
        return remembered().stream()
                .map(ModelFolder::new)
                .filter(KnownModels::isThere)
                .findFirst();
    }

    /** What a person means: a folder, or the name of a known model where there is no such folder. */
    public Path find(Path said) {
        if (isThere(new ModelFolder(said))) return said;
        ModelFolder known = all().get(said.toString());
        return known == null ? said : known.path();
    }

    /** Puts a model at the top of those last used; without a writable cache that costs nothing but a note. */
    public void remember(Path model, Consumer<String> notes) {
        Path folder = model.toAbsolutePath().normalize();
        List<Path> folders = new ArrayList<>(remembered());
        folders.remove(folder);
        folders.add(0, folder);
        try {
            List<String> lines =
                    folders.stream().limit(MOST_REMEMBERED).map(Path::toString).toList();
            AtomicFiles.writeString(recent, String.join("\n", lines) + "\n");
        } catch (UncheckedIOException e) {
            notes.accept("The model is not remembered: " + e.getMessage());
        }
    }

    private static boolean isThere(ModelFolder model) {
        return Files.isRegularFile(model.cardFile());
    }

    private List<Path> remembered() {
        if (!Files.isRegularFile(recent)) return List.of();
        try {
            return Files.readAllLines(recent).stream()
                    .filter(line -> !line.isBlank())
                    .map(Path::of)
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            return List.of(); // a damaged list is as good as none: it fills again
        }
    }

    private List<Path> below() {
        if (!Files.isDirectory(home)) return List.of();
        try (Stream<Path> folders = Files.list(home)) {
            return folders.map(folder -> folder.toAbsolutePath().normalize())
                    .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the models in " + home + ": " + e.getMessage(), e);
        }
    }
}
