package sc.fiji.unet.updatesite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The checksum that ImageJ's updater compares jars by: SHA-1 over the names and contents of all entries in the order of
 * their names, leaving out what differs from build to build: the manifest's text and the comments of properties files.
 */
final class JarChecksum {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private JarChecksum() {}

    static String of(Path jar) throws IOException {
        MessageDigest digest = sha1();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
            for (ZipEntry entry : entries) {
                digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
                if (entry.getName().equals(MANIFEST)) continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    if (entry.getName().endsWith(".properties")) {
                        digest.update(withoutComments(in.readAllBytes()));
                    } else {
                        update(digest, in);
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** As the updater reads it: a comment keeps its line end, and only a line after a line with text can be one. */
    static byte[] withoutComments(byte[] text) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(text.length);
        boolean lineStart = true;
        for (int i = 0; i < text.length; i++) {
            if (lineStart && text[i] == '#') {
                while (i < text.length && text[i] == '#') i++;
                lineStart = i < text.length && text[i] != '\n';
                while (i < text.length && text[i] != '\n') i++;
                if (i < text.length) kept.write('\n');
            } else {
                lineStart = !lineStart && text[i] == '\n';
                kept.write(text[i]);
            }
        }
        return kept.toByteArray();
    }

    private static void update(MessageDigest digest, InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
