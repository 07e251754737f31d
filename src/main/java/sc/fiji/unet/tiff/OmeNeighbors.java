package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in the folder of an OME-TIFF, by the names and ids by which OME-XML speaks of them. For one thread. */
final class OmeNeighbors {
    private static final List<String> EXTENSIONS = List.of(".tif", ".tiff", ".tf2", ".tf8", ".btf");
    private static final Pattern ROOT_ID =
            Pattern.compile("<(?:\\w+:)?OME\\b[^>]*?\\bUUID\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final int START = 1 << 12;

    private final Path folder;
    private Map<String, Path> byId;

    OmeNeighbors(Path file) {
        folder = file.toAbsolutePath().normalize().getParent();
    }

    /** Whether a file is called as TIFF files are. */
    static boolean isTiff(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    /** The id that a file gives itself, empty where there is none. */
    static String id(Path file) throws IOException {
        Matcher matcher = ROOT_ID.matcher(TiffFile.description(file, START));
        return matcher.find() ? matcher.group(1).strip() : "";
    }

    /** The file of a name, whatever folder the metadata may say; null where it is not in this one. */
    Path named(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        try {
            Path named = last.isBlank() ? folder : folder.resolve(last);
            return Files.isRegularFile(named) ? named : null;
        } catch (InvalidPathException e) {
            return null; // no file can have such a name
        }
    }

    /** The file that gives itself an id, under whatever name; null for none. */
    Path withId(String id) throws IOException {
        return id.isBlank() ? null : byId().get(id);
    }

    private Map<String, Path> byId() throws IOException {
        if (byId != null) return byId;
        byId = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(OmeNeighbors::isTiff).sorted().toList()) {
                try {
                    byId.putIfAbsent(id(file), file);
                } catch (IOException e) {
                    // no TIFF, or a damaged one: none that could be meant
                }
            }
        }
        return byId;
    }
}
