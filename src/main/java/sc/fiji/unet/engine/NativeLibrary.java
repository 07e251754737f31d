package sc.fiji.unet.engine;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sha256;

/**
 * libtorch for one platform in DJL's cache, which DJL finds there. Fetched by us, as DJL would do so without a word, a bar
 * or a way to stop. Nothing is fetched where the library's jar is on the class path.
 *
 * @param cache DJL's folder for this engine
 * @param version such as 2.7.1
 * @param flavor such as cpu or cu128
 * @param classifier such as linux-x86_64
 */
record NativeLibrary(Path cache, String version, String flavor, String classifier) {
    private static final int BUFFER = 1 << 16;
    private static final Pattern PLAIN_NAME = Pattern.compile("\\w[\\w.+-]{0,200}");

    /** What DJL would fetch on this machine; empty where all is there, or where a person chose a library by hand. */
    static Optional<NativeLibrary> missing() {
        boolean byHand = Stream.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_PRECXX11")
                .anyMatch(name -> Utils.getEnvOrSystemProperty(name) != null);
        if (byHand) return Optional.empty();
        Platform platform = Platform.detectPlatform("pytorch");
        if (!platform.isPlaceholder()) return Optional.empty();
        String flavor = Utils.getEnvOrSystemProperty("PYTORCH_FLAVOR");
        NativeLibrary library = new NativeLibrary(
                Utils.getEngineCacheDir("pytorch"),
                platform.getVersion(),
                flavor == null ? platform.getFlavor() : flavor,
                platform.getClassifier());
        return library.isThere() ? Optional.empty() : Optional.of(library);
    }

    /** Fetches it, saying first what, how much and from where. Canceled or failed, it leaves nothing behind. */
    void fetch(LibrarySource source, Progress progress) {
        try {
            List<String> index = source.index();
            NativeLibrary offered = new NativeLibrary(cache, version, flavor(index), classifier);
            if (!offered.isThere()) offered.fetch(source, offered.files(index), progress);
        } catch (IOException e) {
            throw new InputException(
                    what() + " is not on this machine, and cannot be fetched from " + source.address() + " (" + e
                            + "). " + byHand(),
                    e);
        }
    }

    private void fetch(LibrarySource source, List<String> files, Progress progress) throws IOException {
        if (files.isEmpty()) {
            throw new InputException("There is no " + what() + " at " + source.address()
                    + ": expected one of the platforms "
                    + String.join(", ", NativeFolder.classifiers())
                    + ".");
        }
        long total = 0;
        for (String file : files) total += Math.max(0, source.bytes(file));
        progress.note(String.format(
                Locale.ROOT,
                "First use: %s is not on this machine. Fetching %d files, %s, from %s into %s, once. %s",
                what(),
                files.size(),
                megabytes(total),
                source.address(),
                folder(),
                byHand()));
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "unfinished");
        try {
            Meter meter = new Meter(progress, total);
            for (String file : files) {
                Path unpacked = unfinished.resolve(name(file));
                String sha256 = unpack(source.open(file), unpacked, meter);
                requireSame(file, sha256, source);
            }
            Files.move(unfinished, folder());
        } finally {
            delete(unfinished);
        }
    }

    /** Gives the SHA-256 of what was packed; what arrived damaged fails by the checksum that gzip keeps. */
    private static String unpack(InputStream packed, Path file, Meter meter) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new GZIPInputStream(meter.around(packed));
                OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void requireSame(String file, String sha256, LibrarySource source) {
        Optional<String> expected = source.sha256(file);
        if (expected.isEmpty() || expected.get().equals(sha256)) return;
        throw new InputException(file + " at " + source.address() + " has the SHA-256 " + sha256 + ", expected "
                + expected.get() + ": it is not the file of " + what() + ", and nothing of it is kept. " + byHand());
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the unfinished " + folder + ": " + e.getMessage(), e);
        }
    }

    private boolean isThere() {
        return Files.exists(folder().resolve(System.mapLibraryName("torch")));
    }

    private Path folder() {
        return cache.resolve(version + "-" + flavor + "-" + classifier);
    }

    private List<String> files(List<String> index) {
        return index.stream()
                .filter(line -> line.startsWith(flavor + "/" + classifier + "/"))
                .toList();
    }

    /** What is offered: the newest CUDA that is no newer than asked for, within one major version; else for processors. */
    private String flavor(List<String> index) {
        if (!flavor.matches("cu\\d{3}")) return flavor;
        return index.stream()
                .map(line -> line.split("/"))
                .filter(parts -> parts.length > 2 && parts[1].equals(classifier))
                .map(parts -> parts[0])
                .filter(offered -> offered.matches(flavor.substring(0, 4) + "\\d") && offered.compareTo(flavor) <= 0)
                .max(Comparator.naturalOrder())
                .orElse("cpu");
    }

    /** The index is somebody else's: a name that is no plain one could lead out of the folder. */
    private static String name(String file) throws IOException {
        String packed = file.substring(file.lastIndexOf('/') + 1);
        String name = URLDecoder.decode(packed.replaceFirst("\\.gz$", ""), StandardCharsets.UTF_8);
        if (PLAIN_NAME.matcher(name).matches()) return name;
        throw new IOException("the index names a file \"" + name.replaceAll("\\p{Cntrl}", "?")
                + "\", which is no plain name of a library");
    }

    private String what() {
        return "PyTorch's native library (libtorch " + version + ", " + flavor + ", " + classifier + ")";
    }

    private String byHand() {
        return "Without a network: put pytorch-native-cpu-" + version + "-" + classifier
                + ".jar (from Maven Central, group ai.djl.pytorch) into " + fijiFolder()
                + " or into plugins/jars of ImageJ and restart, or copy the folder " + folder()
                + " from a machine like this one.";
    }

    private String fijiFolder() {
        return NativeFolder.of(classifier)
                .map(ours -> "a new folder " + ours + " of Fiji (not into " + ours.replace("unet-", "")
                        + ", from where it would keep Fiji from starting)")
                .orElse("a new folder jars/unet of Fiji");
    }

    private static String megabytes(long bytes) {
        return bytes == 0 ? "of unknown size" : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }

    /** Counts what comes through, and stops where a person cancels. */
    private static final class Meter {
        private final Progress progress;
        private final long total;
        private long done;

        Meter(Progress progress, long total) {
            this.progress = progress;
            this.total = total;
        }

        InputStream around(InputStream in) {
            return new java.io.FilterInputStream(in) {
                @Override
                public int read() throws IOException {
                    return count(super.read(), 1);
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int n = super.read(bytes, from, length);
                    return count(n, n);
                }
            };
        }

        private int count(int result, int n) {
            progress.check();
            if (result >= 0) done += n;
            long end = Math.max(total, done);
            progress.update(done, Math.max(1, end), "Fetching PyTorch: " + megabytes(done) + " of " + megabytes(end));
            return result;
        }
    }
}
