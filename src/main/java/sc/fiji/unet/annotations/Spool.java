package sc.fiji.unet.annotations;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Text that waits on the disk for what is to stand before and after it. What cannot be added whole is taken back. Not for
 * several threads.
 */
final class Spool implements Closeable {
    private final Path folder;
    private FileChannel content;

    /** Keeps its file, hidden, in this folder: there is room for results. */
    Spool(Path folder) {
        this.folder = folder;
    }

    /** Adds what is written; where that fails, nothing. */
    void add(Consumer<Writer> text) {
        try {
            if (content == null) open();
            long before = content.position();
            boolean whole = false;
            try {
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(Channels.newOutputStream(content), StandardCharsets.UTF_8.newEncoder()));
                text.accept(out);
                out.flush();
                whole = true;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } finally {
                if (!whole) content.truncate(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private void open() throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, ".part-", ".json");
        content = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Copies all that was added. */
    void copyTo(FileChannel to) throws IOException {
        if (content == null) return;
        for (long at = 0; at < content.size(); ) at += content.transferTo(at, content.size() - at, to);
    }

    @Override
    public void close() {
        try {
            if (content != null) content.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
