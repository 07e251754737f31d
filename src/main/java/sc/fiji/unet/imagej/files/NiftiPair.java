package sc.fiji.unet.imagej.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the other file of a volume in two files, and what is at the end of a zipped one. */
final class NiftiPair {
    private NiftiPair() {}

    /** The .hdr of a .hdr or .img; null for other names and where there is none. */
    static Path header(Path file) {
        String stem = stem(file);
        return stem == null ? null : sibling(file, stem, List.of(".hdr", ".HDR"));
    }

    /** The .img or .img.gz of a .hdr. */
    static Path voxels(Path header) throws IOException {
        Path voxels = sibling(header, stem(header), List.of(".img", ".IMG", ".img.gz", ".IMG.GZ"));
        if (voxels == null) throw new IOException("there is no .img file beside it, which holds the voxels");
        return voxels;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ending : List.of(".hdr", ".img", ".img.gz")) {
            if (lower.endsWith(ending)) return name.substring(0, name.length() - ending.length());
        }
        return null;
    }

    private static Path sibling(Path file, String stem, List<String> endings) {
        return endings.stream()
                .map(ending -> file.resolveSibling(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    /** What the last part of a gzipped file unpacks to, in bytes modulo 2^32. */
    static long unpackedLength(Path zipped) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(zipped.toFile(), "r")) {
            if (file.length() < 4) return 0;
            file.seek(file.length() - 4);
            return Integer.reverseBytes(file.readInt()) & 0xFFFFFFFFL;
        }
    }
}
