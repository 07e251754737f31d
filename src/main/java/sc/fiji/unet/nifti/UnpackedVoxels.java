package sc.fiji.unet.nifti;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A gzipped file unpacked to a temporary one, of which any part can be read. It has no name from the start where the system
 * allows that, so that nothing is left of it once nobody uses it, or the program ends, in whatever way. Thread safe.
 */
public final class UnpackedVoxels {
    private static final int BLOCK = 1 << 16;
    private static final Map<Packed, WeakReference<UnpackedVoxels>> KNOWN = new LinkedHashMap<>();

    /** A file as it was when it was unpacked. */
    private record Packed(Path file, long bytes, FileTime time) {}

    private final RandomAccessFile content;

    private UnpackedVoxels(RandomAccessFile content) {
        this.content = content;
    }

    /**
     * Unpacks a file to its end and so to its checksum, or takes what another user has of it yet.
     *
     * @param bytes how many there have to be at least; more are left out
     */
    public static UnpackedVoxels of(Path zipped, long bytes) throws IOException {
        Path file = zipped.toAbsolutePath().normalize();
        Packed packed = new Packed(file, Files.size(file), Files.getLastModifiedTime(file));
        synchronized (KNOWN) {
            for (Iterator<WeakReference<UnpackedVoxels>> all = KNOWN.values().iterator(); all.hasNext(); )
                if (all.next().get() == null) all.remove();
            WeakReference<UnpackedVoxels> known = KNOWN.get(packed);
            UnpackedVoxels voxels = known == null ? null : known.get();
            if (voxels != null && voxels.content.length() >= bytes) return voxels;
        }
        UnpackedVoxels unpacked = unpack(file, bytes);
        synchronized (KNOWN) {
            KNOWN.put(packed, new WeakReference<>(unpacked));
        }
        return unpacked;
    }

    private static UnpackedVoxels unpack(Path zipped, long bytes) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        requireRoom(folder, Files.getFileStore(folder).getUsableSpace(), bytes);
        File file = Files.createTempFile(folder, "unet-volume-", ".raw").toFile();
        RandomAccessFile content = new RandomAccessFile(file, "rw");
        boolean whole = false;
        try {
            if (!file.delete()) file.deleteOnExit();
            try (InputStream in = new GZIPInputStream(Files.newInputStream(zipped), BLOCK)) {
                copy(in, content, bytes);
                in.transferTo(OutputStream.nullOutputStream()); // to the checksum at the end
            }
            whole = true;
            return new UnpackedVoxels(content);
        } finally {
            if (!whole) close(content, file);
        }
    }

    private static void close(RandomAccessFile content, File file) throws IOException {
        content.close();
        Files.deleteIfExists(file.toPath());
    }

    static void requireRoom(Path folder, long free, long bytes) throws IOException {
        if (free >= bytes) return;
        throw new IOException("unpacking it takes " + (bytes >> 20) + " MB in the folder for temporary files " + folder
                + ", where " + (free >> 20) + " MB are free. Free some space, choose another folder by"
                + " -Djava.io.tmpdir=..., or unpack it to .nii, of which planes are read one by one");
    }

    private static void copy(InputStream in, RandomAccessFile to, long bytes) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long left = bytes; left > 0; ) {
            if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("unpacking it was canceled");
            int read = in.read(block, 0, (int) Math.min(left, BLOCK));
            if (read < 0) throw new EOFException();
            to.write(block, 0, read);
            left -= read;
        }
    }

    /** Fills a buffer with what lies at a place. */
    public synchronized void read(ByteBuffer into, long at) throws IOException {
        content.seek(at);
        content.readFully(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.limit());
    }
}
