package sc.fiji.unet.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two programs, or two commands of one, from writing to the same folder at the same time: checkpoints of two
 * trainings in one folder would overwrite each other. The lock is a file beside the folder that the operating system
 * holds; it ends with the program, however that ends.
 */
public final class FolderLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of a folder, which need not exist; an {@link InputException} says that somebody else has it. */
    public static FolderLock of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path file = absolute.resolveSibling("." + absolute.getFileName() + ".lock");
        try {
            Files.createDirectories(absolute.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(channel)) return new FolderLock(file, channel);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage() + ". Check the folder.", e);
        }
        throw new InputException("Something else is writing to " + absolute
                + " right now. Wait until it is done, or choose another folder.");
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this very program
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file); // before the lock goes, so that nobody's new file is deleted
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release " + file + ": " + e.getMessage(), e);
        }
    }
}
