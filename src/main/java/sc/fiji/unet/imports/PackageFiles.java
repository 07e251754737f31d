package sc.fiji.unet.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sc.fiji.unet.base.InputException;

/**
 * The files of a package, be it a zip file or a folder. Nothing is unpacked: files are read into memory when they are asked
 * for, by names that stay inside of the package. A zip file with a name that leads out of it, with too many parts, or with
 * parts that unpack to many times their size is refused as a whole.
 */
final class PackageFiles implements AutoCloseable {
    static final long LARGEST = Integer.MAX_VALUE - 8;
    private static final int MOST_FILES = 2000;
    private static final long MOST_BYTES = 1L << 33;
    private static final int MOST_TIMES = 200;
    private static final long SMALL = 1 << 20;

    private final Path place;
    private final ZipFile zip;
    private final List<String> names = new ArrayList<>();

    private PackageFiles(Path place, ZipFile zip) {
        this.place = place;
        this.zip = zip;
    }

    /** Opens a package; what is none is refused. */
    static PackageFiles open(Path place) {
        try {
            PackageFiles files = new PackageFiles(place, Files.isDirectory(place) ? null : new ZipFile(place.toFile()));
            try {
                if (files.zip == null) files.listFolder();
                else files.listZip();
                return files;
            } catch (IOException | RuntimeException e) {
                files.close();
                throw e;
            }
        } catch (IOException e) {
            throw new InputException(
                    place + " cannot be opened as a package: " + e.getMessage()
                            + ". Expected a zip file or a folder with a file rdf.yaml. Download it again.",
                    e);
        }
    }

    private void listFolder() throws IOException {
        try (Stream<Path> files = Files.walk(place, 3)) {
            files.filter(Files::isRegularFile)
                    .limit(MOST_FILES)
                    .forEach(file -> names.add(place.relativize(file).toString().replace('\\', '/')));
        }
    }

    private void listZip() {
        long bytes = 0;
        Set<String> seen = new HashSet<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            requireInside(entry.getName());
            if (!seen.add(entry.getName().toLowerCase(Locale.ROOT)))
                throw refused("it holds two files called " + entry.getName());
            if (seen.size() > MOST_FILES) throw refused("it holds more than " + MOST_FILES + " files");
            long size = Math.max(0, entry.getSize());
            bytes += size;
            boolean blownUp = size > SMALL && size / MOST_TIMES > Math.max(1, entry.getCompressedSize());
            if (blownUp || bytes > MOST_BYTES)
                throw refused(entry.getName() + " would unpack to many times the size of the file");
            if (!entry.isDirectory()) names.add(entry.getName());
        }
    }

    /** Refuses names that lead out of the package, on any system. */
    private void requireInside(String name) {
        boolean out = name.isEmpty()
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.indexOf('\0') >= 0
                || List.of(name.split("/")).contains("..");
        if (out) throw refused("the name \"" + name + "\" leads out of it");
    }

    /** Names of its files, with slashes between folders. */
    List<String> names() {
        return names;
    }

    /** Where the package lies. */
    Path place() {
        return place;
    }

    /**
     * The content of a file.
     *
     * @param most bytes that such a file may have
     */
    byte[] bytes(String name, long most) {
        requireInside(name);
        try {
            return zip == null ? ofFolder(name, most) : ofZip(name, most);
        } catch (IOException e) {
            throw new InputException(
                    place + ": " + name + " cannot be read: " + e.getMessage() + ". Download it again.", e);
        }
    }

    private byte[] ofFolder(String name, long most) throws IOException {
        Path file = place.resolve(name);
        if (!Files.isRegularFile(file)) throw missing(name);
        if (!file.toRealPath().startsWith(place.toRealPath())) throw refused(name + " leads out of it");
        if (Files.size(file) > most) throw tooLarge(name, Files.size(file), most);
        return Files.readAllBytes(file);
    }

    private byte[] ofZip(String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.isDirectory()) throw missing(name);
        if (entry.getSize() > most) throw tooLarge(name, entry.getSize(), most);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
            if (in.read() >= 0) throw tooLarge(name, most + 1, most);
            return content;
        }
    }

    private InputException missing(String name) {
        return new InputException(place + " lacks the file " + name
                + ", which its description names. Download the package again, or ask its author for a complete one.");
    }

    private InputException tooLarge(String name, long size, long most) {
        return refused(name + " has " + size + " bytes, such a file at most " + most);
    }

    private InputException refused(String why) {
        return new InputException(
                place + " is refused: " + why + ". Download the package again from where you trust it.");
    }

    @Override
    public void close() {
        try {
            if (zip != null) zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + place, e);
        }
    }
}
