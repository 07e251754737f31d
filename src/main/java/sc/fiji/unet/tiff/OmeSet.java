package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The image of an OME-TIFF file and the files in which its planes lie: this one, or several of its folder, each of which
 * tells of all of them, or says which file does so. For one thread.
 */
public final class OmeSet {
    private static final Pattern SEVERAL = Pattern.compile("BinaryOnly|FileName\\s*=");
    private static final int START = 1 << 12;
    private static final int SHOWN = 5;

    /** A file as a description calls it. */
    private record Named(String name, String id) {}

    private final Path self;
    private final String id;
    private final OmeNeighbors neighbors;
    private final Map<Named, Path> found = new LinkedHashMap<>();
    private final Element pixels;
    private final int images;
    /** Where planes lie of which nothing is said; null for nowhere. */
    private final Path home;

    private OmeSet(Path opened, Element root) throws IOException {
        self = opened.toAbsolutePath().normalize();
        id = root.getAttribute("UUID").strip();
        neighbors = new OmeNeighbors(self);
        Element only = binaryOnly(root);
        Path teller = only == null ? self : metadataFile(only, neighbors);
        if (teller == null)
            throw new IOException("what it holds is said in the file " + only.getAttribute("MetadataFile")
                    + ", which is not in its folder. Put it there");
        Path ownPlanes = isCompanion(self) ? null : self;
        home = isCompanion(teller) ? ownPlanes : teller;
        List<Element> all =
                OmeXml.below(only == null ? root : told(teller), "Pixels").toList();
        List<Element> own = own(all);
        if (own.isEmpty()) throw OmeXml.damaged("it has no Pixels");
        pixels = own.get(0);
        images = own.size();
    }

    /** Whether a description is OME-XML that says where planes lie, or which file says so. */
    public static boolean isIn(String description) {
        return description.startsWith("<")
                && description.contains("OME")
                && (description.contains("Pixels") || description.contains("BinaryOnly"));
    }

    /** Whether a file is OME-XML only, which tells of the TIFF files beside it. */
    public static boolean isCompanion(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".ome") || name.endsWith(".ome.xml");
    }

    /** The image of a TIFF file with this description. */
    public static OmeSet of(Path file, String description) throws IOException {
        return new OmeSet(file, OmeXml.root(description));
    }

    /** The image of which a file of OME-XML tells. */
    public static OmeSet ofCompanion(Path file) throws IOException {
        return new OmeSet(file, OmeXml.root(file));
    }

    /** The file that would say what a file of this description holds, and is not there; null where nothing is missing. */
    public static String lostCompanion(Path file, String description) throws IOException {
        Element only = binaryOnly(OmeXml.root(description));
        boolean lost = only != null && metadataFile(only, new OmeNeighbors(file)) == null;
        return lost ? only.getAttribute("MetadataFile") : null;
    }

    /** The same files without those whose planes are shown by one before them. */
    public static List<Path> wholes(List<Path> sorted) {
        List<Path> wholes = new ArrayList<>();
        Set<Path> shown = new HashSet<>();
        for (Path file : sorted) {
            if (shown.contains(file.toAbsolutePath().normalize())) continue;
            wholes.add(file);
            if (sorted.size() > 1 && OmeNeighbors.isTiff(file)) shown.addAll(around(file));
        }
        return wholes;
    }

    private static Set<Path> around(Path file) {
        try {
            String start = TiffFile.description(file, START).strip();
            if (!start.startsWith("<") || !start.contains("OME")) return Set.of();
            String text = TiffFile.description(file, Integer.MAX_VALUE).strip();
            if (!isIn(text) || !SEVERAL.matcher(text).find()) return Set.of();
            return of(file, text).there();
        } catch (IOException | RuntimeException e) {
            return Set.of(); // whoever opens it says why
        }
    }

    /** The files that its planes lie in; refuses where some are missing, or are others by their ids. */
    public List<Path> files() throws IOException {
        List<Named> names = named(pixels).distinct().toList();
        List<String> missing = names.stream()
                .filter(name -> found.get(name) == null)
                .map(name -> name.name.isBlank() ? name.id : name.name)
                .toList();
        if (!missing.isEmpty())
            throw new IOException("its planes lie in " + names.size() + " OME-TIFF files, of which " + missing.size()
                    + " are not in its folder: "
                    + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
                    + (missing.size() > SHOWN ? ", ..." : "") + ". Put them there under these names");
        for (Named name : names) if (names.size() > 1) requireMeant(name);
        return List.copyOf(there());
    }

    private Set<Path> there() {
        Set<Path> files = new LinkedHashSet<>();
        named(pixels).map(found::get).filter(Objects::nonNull).forEach(files::add);
        if (home != null && isOpen(pixels)) files.add(home);
        return files;
    }

    private void requireMeant(Named name) throws IOException {
        String its = OmeNeighbors.id(found.get(name));
        if (name.id.isBlank() || its.isBlank() || its.equals(name.id)) return;
        throw new IOException("its OME-XML means another file by " + name.name + " than the one in its folder: found "
                + its + ", expected " + name.id + ". Put the files of one recording into a folder of their own");
    }

    /** The element that says what the first of the images in this file is like. */
    Element pixels() {
        return pixels;
    }

    /** How many images have planes in this file. */
    int images() {
        return images;
    }

    /** The file in which the planes of an element TiffData lie; null where nothing says so. */
    Path file(Element block) {
        Named name = in(block);
        return name == null ? home : found.get(name);
    }

    /** The images that lie in the file itself; all of them where it is but called otherwise. */
    private List<Element> own(List<Element> all) throws IOException {
        Set<Named> names = new LinkedHashSet<>();
        for (Element one : all) named(one).forEach(names::add);
        for (Named name : names) found.put(name, find(name));
        if (isCompanion(self)) return all;
        List<Element> own = all.stream()
                .filter(one ->
                        isOpen(one) && self.equals(home) || named(one).anyMatch(name -> self.equals(found.get(name))))
                .toList();
        if (!own.isEmpty()) return own;
        if (names.size() > 1)
            throw new IOException("its OME-XML tells of " + names.size() + " other files, and not of this one");
        for (Named name : names) found.put(name, self);
        return all;
    }

    /** By its name, which is what says most where files were copied; else by its id, where it was renamed. */
    private Path find(Named name) throws IOException {
        Path named = neighbors.named(name.name);
        if (named != null) return named;
        return !id.isBlank() && id.equals(name.id) ? self : neighbors.withId(name.id);
    }

    private static Element binaryOnly(Element root) {
        return OmeXml.below(root, "BinaryOnly").findFirst().orElse(null);
    }

    private static Path metadataFile(Element only, OmeNeighbors neighbors) throws IOException {
        Path named = neighbors.named(only.getAttribute("MetadataFile").strip());
        return named != null
                ? named
                : neighbors.withId(only.getAttribute("UUID").strip());
    }

    private static Element told(Path teller) throws IOException {
        Element told = isCompanion(teller)
                ? OmeXml.root(teller)
                : OmeXml.root(TiffFile.description(teller, Integer.MAX_VALUE));
        if (binaryOnly(told) == null) return told;
        throw OmeXml.damaged(teller.getFileName() + ", which should say what it holds, names another file in turn");
    }

    /** Whether some planes are said to lie in the file that says so. */
    private static boolean isOpen(Element pixels) {
        List<Element> blocks = OmeXml.below(pixels, "TiffData").toList();
        return blocks.isEmpty() || blocks.stream().anyMatch(block -> in(block) == null);
    }

    private static Stream<Named> named(Element pixels) {
        return OmeXml.below(pixels, "TiffData").map(OmeSet::in).filter(Objects::nonNull);
    }

    /** The file that an element TiffData names; null for none. */
    private static Named in(Element block) {
        Element file = OmeXml.below(block, "UUID").findFirst().orElse(null);
        if (file == null) return null;
        return new Named(
                file.getAttribute("FileName").strip(), file.getTextContent().strip());
    }
}
