package sc.fiji.unet.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.unet.data.ImageFolder;

/** Proposes folders for models that nobody named, from the name of what they learn from, so that no model is replaced. */
public final class ModelNames {
    private static final Pattern VERSION = Pattern.compile("-v(\\d{1,6})$");

    private ModelNames() {}

    /** A folder that does not exist yet, below unet-models in the home folder, called after an image. */
    public static Path propose(String title) {
        return propose(KnownModels.home(System.getProperty("user.home")), title);
    }

    public static Path propose(Path folder, String title) {
        String name = fileName(ImageFolder.stem(title));
        Path proposed = folder.resolve(name);
        for (int n = 2; Files.exists(proposed); n++) proposed = folder.resolve(name + "-" + n);
        return proposed;
    }

    /** A name that every file system takes. */
    public static String fileName(String title) {
        String name = title.strip().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return name.isEmpty() || name.startsWith(".") ? "model" + name : name;
    }

    /** The folder of the next version of a model, which does not exist yet: after cells comes cells-v2, then cells-v3. */
    public static Path next(Path model) {
        Path absolute = model.toAbsolutePath().normalize();
        Matcher versioned = VERSION.matcher(absolute.getFileName().toString());
        int n = versioned.find() ? Integer.parseInt(versioned.group(1)) + 1 : 2;
        Path next = absolute.resolveSibling(base(model) + "-v" + n);
        while (Files.exists(next)) next = absolute.resolveSibling(base(model) + "-v" + ++n);
        return next;
    }

    /** What all versions of a model are called, without their number. */
    public static String base(Path model) {
        String name = model.toAbsolutePath().normalize().getFileName().toString();
        return VERSION.matcher(name).replaceFirst("");
    }
}
