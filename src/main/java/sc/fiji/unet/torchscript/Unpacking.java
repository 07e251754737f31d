package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes the parts of an archive out, as long as together they are not much larger than the archive: a small file cannot fill
 * the memory. Archives of networks are stored as they are, not compressed.
 */
final class Unpacking {
    /** How often the bytes of the file may be read and turned into numbers: shared weights are, float16 takes twice as much. */
    private static final int TIMES = 16;

    private static final long LEAST = 1 << 20;
    private final ZipFile zip;
    private final long fileSize;
    private long left;
    private String lastName = "";
    private byte[] last = {};

    Unpacking(ZipFile zip, long fileSize) {
        this.zip = zip;
        this.fileSize = fileSize;
        left = TIMES * fileSize + LEAST;
    }

    /** The bytes of a part; one that is missing, damaged or blown up is refused. */
    byte[] content(String name) throws IOException {
        if (name.equals(lastName)) return last;
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) throw new IllegalArgumentException("its part " + name + " is missing");
        long most = Math.min(2 * fileSize + LEAST, Integer.MAX_VALUE - 8);
        if (entry.getSize() > most) throw blownUp(name);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) most);
            if (in.read() >= 0) throw blownUp(name);
            spend(content.length, name);
            CRC32 crc = new CRC32();
            crc.update(content);
            if (crc.getValue() != entry.getCrc())
                throw new IllegalArgumentException("its part " + name + " is damaged");
            lastName = name;
            last = content;
            return content;
        }
    }

    /** Counts bytes that were taken out of the file; refuses when they come to many times its size. */
    void spend(long bytes, String what) {
        left -= bytes;
        if (left < 0) throw blownUp(what);
    }

    private static IllegalArgumentException blownUp(String what) {
        return new IllegalArgumentException(what + " unpacks to many times the size of the file");
    }
}
