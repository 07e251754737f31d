package sc.fiji.unet.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The SHA-256 of libtorch's files. DJL's site has no checksums, but of the same version Maven Central has jars that DJL fills
 * from the same downloads: the sums are of what these jars hold. There are none of CUDA's files, which have no jars, and of
 * those for macOS, which DJL changes each time it packs them.
 */
final class LibraryChecksums {
    private static final Map<String, String> KNOWN = read();

    private LibraryChecksums() {}

    /** That of an unpacked file, by its path from the version on, such as {@code 2.7.1/cpu/win-x86_64/native/lib/c10.dll.gz}. */
    static Optional<String> of(String path) {
        String plain = URLDecoder.decode(path.replaceFirst("\\.gz$", ""), StandardCharsets.UTF_8);
        return Optional.ofNullable(KNOWN.get(plain.replace("/native/lib/", "/")));
    }

    /** Lines of a sum, two spaces and a path, as sha256sum writes them. */
    private static Map<String, String> read() {
        try (InputStream in = LibraryChecksums.class.getResourceAsStream("libtorch.sha256")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split("  ", 2))
                    .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
