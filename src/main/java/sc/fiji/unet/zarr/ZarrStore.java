package sc.fiji.unet.zarr;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.unet.base.AtomicFiles;

/**
 * The values of a Zarr store by their keys, each a file below a folder. Keys that would lead out of the folder are refused.
 * Values appear whole or not at all. Thread safe.
 *
 * @param root the folder
 */
record ZarrStore(Path root) {
    /** The whole value of a key; empty where there is none. One of more bytes than this is refused unread. */
    Optional<byte[]> read(String key, long most) throws IOException {
        Path file = file(key);
        if (!Files.isRegularFile(file)) return Optional.empty();
        long size = Files.size(file);
        if (size > most)
            throw new IOException(key + " has " + size + " bytes, expected at most " + most + " for what it holds");
        return Optional.of(Files.readAllBytes(file));
    }

    /** How many bytes the value of a key has; -1 where there is none. */
    long size(String key) throws IOException {
        Path file = file(key);
        return Files.isRegularFile(file) ? Files.size(file) : -1;
    }

    /** Some bytes of a value that is there. */
    byte[] range(String key, long from, int count) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file(key).toFile(), "r")) {
            if (from < 0 || count < 0 || from > file.length() - count)
                throw new IOException(key + " is cut off or damaged: " + count + " bytes from " + from
                        + " on are promised, but it has " + file.length());
            byte[] bytes = new byte[count];
            file.seek(from);
            file.readFully(bytes);
            return bytes;
        }
    }

    /** Sets the value of a key. */
    void write(String key, byte[] value) throws IOException {
        Path file = file(key);
        AtomicFiles.write(file, temporary -> Files.write(temporary, value));
    }

    /** The part of the store whose keys begin with a path. */
    ZarrStore below(String path) throws IOException {
        return new ZarrStore(file(path));
    }

    private Path file(String key) throws IOException {
        Path base = root.toAbsolutePath().normalize();
        Path file = base;
        for (String part : key.split("/")) {
            if (part.isEmpty() || part.equals(".") && key.equals(".")) continue;
            boolean odd = part.equals("..") || part.equals(".") || part.indexOf('\\') >= 0 || part.indexOf(':') >= 0;
            if (odd || part.indexOf('\0') >= 0)
                throw new IOException("the path \"" + key + "\" may lead out of the store");
            file = file.resolve(part);
        }
        return file;
    }
}
