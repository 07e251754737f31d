package sc.fiji.unet.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two programs, or two commands of one, from writing to the same folder at the same time: checkpoints of two
 * trainings in one folder would overwrite each other. The lock is a file beside the folder that the operating system
 * holds; it ends with the program, however that ends.
 */
public final class FolderLock implements AutoCloseable {
    /**
     * What this program holds. Asked before any file is opened: POSIX lets go of a program's locks on a file as soon as it
     * closes the file once, however often it has opened it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of a folder, which need not exist; an {@link InputException} says that somebody else has it. */
    public static FolderLock of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute.getParent());
            Path file = absolute.getParent().toRealPath().resolve("." + absolute.getFileName() + ".lock");
            if (!HELD.add(file)) throw taken(absolute);
            FileChannel channel = null;
            try {
                channel = locked(file);
                if (channel == null) throw taken(absolute);
                return new FolderLock(file, channel);
            } finally {
                if (channel == null) HELD.remove(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot lock " + absolute + ": " + e.getMessage() + ". Check the folder.", e);
        }
    }

    private static InputException taken(Path folder) {
        return new InputException("Something else is writing to " + folder
                + " right now. Wait until it is done, or choose another folder.");
    }

    /** The file, locked; null where another program has it. */
    private static FileChannel locked(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null && channel.size() == 0) return channel;
            channel.close();
            if (lock == null) return null;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file); // before the lock goes, so that nobody's new file is deleted
            channel.write(ByteBuffer.allocate(1)); // tells whoever opened it before that: they lock what nobody finds
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release " + file + ": " + e.getMessage(), e);
        } finally {
            HELD.remove(file);
        }
    }
}
