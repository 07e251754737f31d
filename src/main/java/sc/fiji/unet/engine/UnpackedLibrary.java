package sc.fiji.unet.engine;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/**
 * libtorch as DJL unpacked it from a jar, held against that jar before it is loaded: half a library, left by a full disk or a
 * kill, ends Java with a crash. Sizes are compared each time, checksums once.
 *
 * @param folder that DJL unpacks into
 * @param files what belongs there, by name
 */
record UnpackedLibrary(Path folder, Map<String, Content> files) {
    private static final String CHECKED = "unet-checked.txt";
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int BUFFER = 1 << 16;

    /** What a file of the jar should be like once it is unpacked: its size in bytes and its CRC-32. */
    record Content(long size, long crc) {}

    /** The library whose jar is on the class path; empty where there is none, or where a person chose one by hand. */
    static Optional<UnpackedLibrary> bundled() {
        boolean byHand = Stream.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION")
                .anyMatch(name -> Utils.getEnvOrSystemProperty(name) != null);
        Platform platform = Platform.detectPlatform("pytorch");
        if (byHand || platform.isPlaceholder()) return Optional.empty();
        Map<String, Content> files = new TreeMap<>();
        for (String name : platform.getLibraries()) {
            content("pytorch/" + platform.getFlavor() + "/" + platform.getClassifier() + "/" + name)
                    .ifPresent(content -> files.put(name, content));
        }
        String name = platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier();
        return Optional.of(new UnpackedLibrary(NativeCache.folder().resolve(name), files));
    }

    private static Optional<Content> content(String resource) {
        URL url = UnpackedLibrary.class.getClassLoader().getResource(resource);
        try {
            if (url == null || !(url.openConnection() instanceof JarURLConnection jar)) return Optional.empty();
            JarEntry entry = jar.getJarEntry();
            return Optional.of(new Content(entry.getSize(), entry.getCrc()));
        } catch (IOException e) {
            return Optional.empty(); // DJL says what is wrong with the jar
        }
    }

    /** Deletes it where it is damaged, for DJL to unpack it again, and what a program left that was ended in unpacking. */
    void heal(Progress progress) {
        deleteAbandoned();
        try {
            Optional<String> damage = damage();
            if (damage.isEmpty()) return;
            progress.note("PyTorch's native library in " + folder + " is damaged (" + damage.get()
                    + "). Unpacking it again.");
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new InputException(
                    "PyTorch's native library in " + folder + " is damaged and cannot be replaced: " + e
                            + ". End other programs that use it, delete the folder and start again.",
                    e);
        }
    }

    private Optional<String> damage() throws IOException {
        if (!Files.isDirectory(folder)) return Optional.empty();
        StringBuilder found = new StringBuilder();
        for (Map.Entry<String, Content> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)) return Optional.of(file.getKey() + " is missing");
            long size = Files.size(path);
            long expected = file.getValue().size();
            if (size != expected) return Optional.of(file.getKey() + " has " + size + " bytes, expected " + expected);
            found.append(file.getKey()).append(' ').append(size).append(' ');
            found.append(Files.getLastModifiedTime(path).toMillis()).append('\n');
        }
        Path checked = folder.resolve(CHECKED);
        if (Files.exists(checked) && Files.readString(checked).contentEquals(found)) return Optional.empty();
        for (Map.Entry<String, Content> file : files.entrySet()) {
            if (crc(folder.resolve(file.getKey())) != file.getValue().crc())
                return Optional.of(file.getKey() + " has another checksum than in its jar");
        }
        if (Files.isWritable(folder)) AtomicFiles.writeString(checked, found.toString());
        return Optional.empty();
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) crc.update(buffer, 0, n);
        }
        return crc.getValue();
    }

    /** A program that was killed in unpacking leaves its folder of some hundred megabytes; another may be at it now. */
    private void deleteAbandoned() {
        FileTime longAgo = FileTime.from(Instant.now().minus(ABANDONED));
        try (Stream<Path> all = Files.list(folder.getParent())) {
            for (Path path : all.toList()) {
                boolean unfinished = path.getFileName().toString().matches("(tmp|unfinished)\\d+");
                if (unfinished && Files.getLastModifiedTime(path).compareTo(longAgo) < 0) FolderTree.delete(path);
            }
        } catch (IOException e) {
            return; // it costs space and nothing else
        }
    }
}
