package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import sc.fiji.unet.base.InputException;

/** The ROIs in a zip file, as ImageJ's ROI Manager or any other program wrote it. Stateless. */
final class RoiArchive {
    private static final byte[] MAGIC = {'I', 'o', 'u', 't'};
    private static final String EXTENSION = ".roi";

    private RoiArchive() {}

    /** An entry that is a ROI, and the folder in the zip that it lies in, empty for none. */
    private record Found(Roi roi, String folder) {}

    /** The ROIs, in their order; told is what else is in the file. */
    static List<Roi> read(Path file, Consumer<String> note) throws IOException {
        List<Found> found = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Listing listing = Listing.of(file);
        int count = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), listing.names())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                count++;
                if (entry.isDirectory()) continue;
                byte[] content = zip.readAllBytes();
                String path = entry.getName().replace('\\', '/'); // as some programs on Windows write it
                if (isRoi(path, content)) found.add(new Found(decode(content, path), folder(path)));
                else left.add(entry.getName());
            }
        }
        if (count != listing.entries())
            throw new InputException(
                    "it is damaged: it lists " + listing.entries() + " entries, of which " + count + " are found");
        if (found.isEmpty()) throw new InputException("it holds no .roi entry");
        if (!left.isEmpty()) {
            note.accept(file.getFileName() + ": left out, as they are no ROIs: " + String.join(", ", left));
        }
        return named(file, found, note);
    }

    /** What the list at the end of a zip says: what is read from front to back ends without a word where it is damaged. */
    private record Listing(Charset names, int entries) {
        /** Names are UTF-8, or else what zip files had before that. */
        static Listing of(Path file) throws IOException {
            if (Files.size(file) == 0) throw new InputException("it is empty (0 bytes)");
            try {
                return of(file, StandardCharsets.UTF_8);
            } catch (ZipException e) {
                return before(file);
            }
        }

        private static Listing before(Path file) throws IOException {
            try {
                return of(
                        file, Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1);
            } catch (ZipException e) {
                throw new InputException("it is cut off or damaged (" + e.getMessage() + ")", e);
            }
        }

        private static Listing of(Path file, Charset names) throws IOException {
            try (ZipFile zip = new ZipFile(file.toFile(), names)) {
                return new Listing(names, zip.size());
            }
        }
    }

    /** By its name, and its first bytes: macOS adds a file ._x of its own for each file x. */
    private static boolean isRoi(String path, byte[] content) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean named = name.toLowerCase(Locale.ROOT).endsWith(EXTENSION) && !name.startsWith("._");
        return named && (content.length < MAGIC.length || Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length)));
    }

    private static String folder(String path) {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /** ROIs without names of their own that were sorted into folders: these say the class. */
    private static List<Roi> named(Path file, List<Found> found, Consumer<String> note) {
        TreeSet<String> folders = new TreeSet<>();
        for (Found each : found) folders.add(each.folder());
        boolean sorted = folders.size() > 1 && !folders.contains("");
        if (sorted && found.stream().noneMatch(each -> says(each.roi()))) {
            for (Found each : found)
                each.roi().setName(each.folder() + "#" + each.roi().getName());
            note.accept(file.getFileName() + ": its ROIs have no names, so its folders are taken for classes: "
                    + String.join(", ", folders));
        }
        return found.stream().map(Found::roi).toList();
    }

    private static boolean says(Roi roi) {
        return RoiNaming.isNamed(roi) || roi.getGroup() > 0;
    }

    /** A ROI from its bytes; its file's name is the ROI's where that has none: without folders and ending, however written. */
    static Roi decode(byte[] bytes, String path) throws IOException {
        String file = path.substring(path.lastIndexOf('/') + 1);
        String name = file.substring(0, file.length() - EXTENSION.length()) + EXTENSION;
        RoiHeader.requireWhole(bytes, name);
        Roi roi = new RoiDecoder(bytes, name).getRoi();
        if (roi == null) throw new InputException(name + " is empty");
        return roi;
    }
}
