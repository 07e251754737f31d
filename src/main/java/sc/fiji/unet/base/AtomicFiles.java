package sc.fiji.unet.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes files so that a reader, or a crash at any moment, meets either the old content or the new, never a part: the
 * content goes to a temporary name beside the target, which is then moved over it.
 */
public final class AtomicFiles {
    private static final String PART = ".part-";

    private AtomicFiles() {}

    /** Makes the content of a file, at a temporary path that becomes the target when all is written. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the whole content to this temporary path; throwing leaves the target as it was. */
        void writeTo(Path temporary) throws IOException;
    }

    /** Creates or replaces a file; its folder is made where missing. The temporary name keeps the file's extension. */
    public static void write(Path target, Writer writer) {
        Path absolute = target.toAbsolutePath();
        Path temporary = null;
        try {
            Files.createDirectories(absolute.getParent());
            temporary = absolute.resolveSibling(PART + UUID.randomUUID() + "-" + absolute.getFileName());
            Files.createFile(temporary); // not createTempFile: its files are for the owner's eyes only
            writer.writeTo(temporary);
            move(temporary, absolute);
            temporary = null;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write " + absolute + ": " + reason(e)
                            + ". Check that the folder exists, may be written and has" + " free space.",
                    e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Creates or replaces a UTF-8 text file. */
    public static void writeString(Path target, String text) {
        write(target, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    }

    /** Deletes a file, if it is there. */
    public static void delete(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + target + ": " + reason(e), e);
        }
    }

    /** Deletes what a program that was killed in writing left in a folder; to be called where nobody else writes there. */
    public static void sweep(Path folder) {
        if (!Files.isDirectory(folder)) return;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PART + "*")) {
            for (Path part : parts) Files.deleteIfExists(part);
        } catch (IOException | DirectoryIteratorException e) {
            return; // it costs space and nothing else
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING); // some network drives: the best they offer
        }
    }

    private static void deleteQuietly(Path temporary) {
        if (temporary == null) return;
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            temporary.toFile().deleteOnExit(); // the failure that matters is already on its way up
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        if (e.getMessage() == null) return kind;
        // other kinds are told by their names, and have the path as their message
        return e.getClass() == IOException.class ? e.getMessage() : kind + " (" + e.getMessage() + ")";
    }
}
