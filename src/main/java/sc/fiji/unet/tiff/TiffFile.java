package sc.fiji.unet.tiff;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A TIFF or BigTIFF file (TIFF revision 6.0, 1992): its directories, one a page, and its bytes. Whatever the file says of
 * places and sizes is held against its length before anything is allocated. For one thread.
 */
public final class TiffFile implements Closeable {
    private static final int CLASSIC = 42;
    private static final int BIG = 43;
    private static final int HEADER = 8;

    private final TiffBytes content;
    private final List<TiffTags> directories = new ArrayList<>();
    private boolean big;
    private long entriesRead;

    private TiffFile(Path file) throws IOException {
        content = new TiffBytes(file);
    }

    /** Opens a file and reads where its pages are. */
    public static TiffFile open(Path file) throws IOException {
        TiffFile tiff = new TiffFile(file);
        try {
            tiff.readDirectories();
            return tiff;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            tiff.close();
            throw e;
        }
    }

    /** Opens a file for {@link PageDecoder} only, of whose pages all is known already: they are not read again. */
    public static TiffFile ofKnownPages(Path file) throws IOException {
        return new TiffFile(file);
    }

    /** Up to so many bytes of what the first page of a file says of itself, without a look at the others. */
    static String description(Path file, int most) throws IOException {
        try (TiffFile tiff = new TiffFile(file)) {
            tiff.readDirectory(tiff.first());
            return tiff.directories.get(0).text(TiffTags.DESCRIPTION, most);
        }
    }

    /** Whether the first bytes of a file are those of a BigTIFF. */
    public static boolean isBig(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return Arrays.equals(start, new byte[] {'I', 'I', BIG, 0})
                    || Arrays.equals(start, new byte[] {'M', 'M', 0, BIG});
        } catch (IOException e) {
            return false; // whoever opens it will say why
        }
    }

    /** The tags of each page, in the order of the file. */
    public List<TiffTags> directories() {
        return List.copyOf(directories);
    }

    /** How numbers are stored. */
    public ByteOrder order() {
        return content.order();
    }

    /** Whether this is a BigTIFF, with places of 64 bits. */
    public boolean big() {
        return big;
    }

    long length() {
        return content.length();
    }

    /** Some bytes of the file, in its byte order. */
    ByteBuffer bytes(long at, long count) throws IOException {
        return content.bytes(at, count);
    }

    /** Refuses a place outside of the file. */
    void requireWithin(long at, long count) throws IOException {
        content.requireWithin(at, count);
    }

    private void readDirectories() throws IOException {
        long at = first();
        Set<Long> seen = new HashSet<>();
        while (at != 0) {
            if (!seen.add(at)) throw new IOException("it is damaged: its pages go round in a circle");
            at = readDirectory(at);
        }
        if (directories.isEmpty()) throw new IOException("it holds no TIFF image");
    }

    /** Where the first directory is, 0 for nowhere. */
    private long first() throws IOException {
        ByteBuffer header = bytes(0, HEADER);
        short mark = header.getShort();
        int version = header.getShort();
        if (mark != 0x4949 && mark != 0x4D4D || version != CLASSIC && version != BIG) {
            throw new IOException("it holds no TIFF image");
        }
        big = version == BIG && !classicAnyway();
        return big ? bytes(HEADER, HEADER).getLong() : header.getInt() & 0xFFFFFFFFL;
    }

    /** Some writers put BigTIFF's number before a file of places of 32 bits: its first page follows at once, with its width. */
    private boolean classicAnyway() throws IOException {
        if (length() < 2 * HEADER) return true;
        long at = bytes(HEADER, HEADER).getLong();
        boolean within = at > 0 && at < length();
        int tag = bytes(HEADER + 2, 2).getShort();
        return !within && (tag == TiffTags.SUBFILE || tag == TiffTags.WIDTH);
    }

    /** The directory at a place that a tag gives, such as of a smaller copy. */
    TiffTags directory(long at) throws IOException {
        int before = directories.size();
        readDirectory(at);
        return directories.remove(before);
    }

    /** Gives where the next one is, 0 for nowhere. */
    private long readDirectory(long at) throws IOException {
        int head = big ? 8 : 2;
        ByteBuffer start = bytes(at, head);
        long count = big ? start.getLong() : start.getShort() & 0xFFFF;
        int entry = big ? 20 : 12;
        if (count < 0 || count > length() / entry - entriesRead)
            throw new IOException("it is damaged: its pages have more tags than it has bytes");
        entriesRead += count;
        ByteBuffer entries = bytes(at + head, count * entry + (big ? 8 : 4));
        directories.add(new TiffTags(content, big, entries, at + head));
        entries.position((int) count * entry);
        return big ? entries.getLong() : entries.getInt() & 0xFFFFFFFFL;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
