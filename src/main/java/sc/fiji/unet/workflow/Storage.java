package sc.fiji.unet.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sc.fiji.unet.base.CacheFolder;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.engine.NativeCache;
import sc.fiji.unet.model.KnownModels;

/**
 * What lies on the disk outside Fiji's folder, and how to be rid of it.
 *
 * @param libraries where PyTorch's native library is unpacked; need not exist
 * @param memory what this program remembers; need not exist
 * @param models the folder of models; need not exist
 * @param inUse whether this process has loaded the native library
 */
public record Storage(Path libraries, Path memory, Path models, boolean inUse) {
    /** Unpacked libraries are called by their versions; the others are what was left where unpacking or deleting ended early. */
    private static final Pattern LIBRARY = Pattern.compile("\\d+\\.\\d+.*|tmp\\d.*|unfinished.*|deleted-.*");

    /** That of this person, seen from this process. */
    public static Storage ofThisPerson() {
        return new Storage(
                NativeCache.folder(),
                CacheFolder.path(),
                KnownModels.home(System.getProperty("user.home")),
                NativeCache.isInUse());
    }

    /** Where everything lies and how large it is, a line each. */
    public String describe() {
        return String.join(
                System.lineSeparator(),
                "Unpacked native library (libtorch): " + sized(libraries),
                "Names of models and choices of number formats: " + sized(memory),
                "Models: " + sized(models));
    }

    /**
     * Deletes the unpacked native libraries; the next training or segmentation unpacks what it needs again.
     *
     * @return how much that freed
     */
    public String clear() {
        List<Path> found = unpacked();
        if (found.isEmpty()) return "There is no unpacked native library in " + libraries + ".";
        if (inUse) {
            throw new InputException(
                    "The native library in " + libraries
                            + " is in use: this program has trained or segmented. Restart it and clear the library before anything else.");
        }
        long bytes = found.stream().mapToLong(Storage::bytes).sum();
        found.forEach(Storage::delete);
        return "Deleted " + size(bytes) + " in " + libraries
                + ". The next training or segmentation unpacks the library again.";
    }

    private List<Path> unpacked() {
        if (!Files.isDirectory(libraries)) return List.of();
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file ->
                            LIBRARY.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder()) // what an earlier try renamed comes before what takes its name
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + libraries + ": " + e.getMessage(), e);
        }
    }

    /** First under another name: where another program has it open, Windows refuses that, and nothing is half deleted. */
    private static void delete(Path folder) {
        try {
            String name = folder.getFileName().toString();
            Path renamed = name.startsWith("deleted-") ? folder : folder.resolveSibling("deleted-" + name);
            if (!renamed.equals(folder)) Files.move(folder, renamed);
            FolderTree.delete(renamed);
        } catch (IOException e) {
            throw new InputException(
                    "Cannot delete " + folder + " (" + e.getMessage()
                            + "). Another program may use it: close every other Fiji and repeat.",
                    e);
        }
    }

    private static String sized(Path folder) {
        return folder + (Files.isDirectory(folder) ? ", " + size(bytes(folder)) : " (not there)");
    }

    private static long bytes(Path folder) {
        try {
            long bytes = 0;
            for (Path file : FolderTree.childrenFirst(folder)) if (Files.isRegularFile(file)) bytes += Files.size(file);
            return bytes;
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), new IOException(e));
        }
    }

    private static String size(long bytes) {
        boolean small = bytes < 1e6;
        return String.format(Locale.ROOT, small ? "%.0f kB" : "%.0f MB", bytes / (small ? 1e3 : 1e6));
    }
}
