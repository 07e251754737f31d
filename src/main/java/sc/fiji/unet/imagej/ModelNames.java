package sc.fiji.unet.imagej;

import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.workflow.KnownModels;

/** Proposes folders for models that nobody named. */
public final class ModelNames {
    private ModelNames() {}

    /** A folder that does not exist yet, below unet-models in the home folder, called after an image. */
    public static Path propose(String title) {
        return propose(KnownModels.home(System.getProperty("user.home")), title);
    }

    static Path propose(Path folder, String title) {
        String name = ImageFolder.stem(title).strip().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        if (name.isEmpty() || name.startsWith(".")) name = "model" + name;
        Path proposed = folder.resolve(name);
        for (int n = 2; Files.exists(proposed); n++) proposed = folder.resolve(name + "-" + n);
        return proposed;
    }
}
