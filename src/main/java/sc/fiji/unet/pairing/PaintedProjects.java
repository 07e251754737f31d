package sc.fiji.unet.pairing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.hdf.IlastikProject;

/** Projects of ilastik among the masks: one may hold the labels of all images, whatever it is called. */
public final class PaintedProjects {
    private static final int SHOWN = 20;

    private PaintedProjects() {}

    /** Whether the masks are one project. */
    public static boolean isOne(List<Path> masks) {
        return masks.size() == 1 && IlastikProject.named(masks.get(0));
    }

    /** The images that the one project has labels of. */
    public static List<NamePairs.Found> pairs(SideBySide files) {
        Path file = files.masks().get(0);
        IlastikProject project = read(file);
        return files.images().stream()
                .filter(image -> project.knows(stem(image), PaintedProjects::stem))
                .map(image -> new NamePairs.Found(stem(image), List.of(image), List.of(file)))
                .toList();
    }

    /** Each project may have labels of every image, so which of several counts is a person's to say. */
    public static void requireOne(List<Path> masks, List<NamePairs.Found> found) {
        List<Path> projects = masks.stream().filter(IlastikProject::named).toList();
        boolean paired =
                found.stream().flatMap(pair -> pair.masks().stream()).toList().containsAll(projects);
        if (paired) return;
        throw new InputException(
                projects.get(0).toAbsolutePath().getParent() + " holds " + projects.size()
                        + " projects of ilastik: " + names(projects)
                        + ". Expected one, or each called after its image. Choose one of them as the masks, or move the others elsewhere.");
    }

    /** The project in a file; what cannot be read is an error that names it. */
    public static IlastikProject read(Path file) {
        try {
            return IlastikProject.read(file);
        } catch (IOException e) {
            throw new InputException(
                    "Cannot read " + file + ": " + e.getMessage() + ". Expected a project of ilastik.", e);
        }
    }

    private static String stem(Path file) {
        return stem(file.getFileName().toString());
    }

    private static String stem(String fileName) {
        return FileStem.of(fileName);
    }

    private static String names(List<Path> files) {
        String more = files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "";
        return files.stream().limit(SHOWN).map(f -> f.getFileName().toString()).collect(Collectors.joining(", "))
                + more;
    }
}
