package sc.fiji.unet.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them; links are not followed. */
public final class FolderTree {
    private FolderTree() {}

    /** Deletes a folder with all that is in it; one that is not there is no fault. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        for (Path file : childrenFirst(folder)) Files.delete(file);
    }

    /** Files and folders, each before the folder that holds it; this folder last. */
    public static List<Path> childrenFirst(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
