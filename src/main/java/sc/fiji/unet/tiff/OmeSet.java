package sc.fiji.unet.tiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Images whose planes lie in several OME-TIFF files, each of which tells of all of them, or of none. */
final class OmeSet {
    private static final Pattern METADATA = Pattern.compile("MetadataFile\\s*=\\s*[\"']([^\"']*)[\"']");

    private OmeSet() {}

    /** The file that says what a file holds, null where it does so itself. */
    static String companion(String description) {
        if (!description.startsWith("<") || !description.contains("BinaryOnly")) return null;
        Matcher matcher = METADATA.matcher(description);
        return matcher.find() ? matcher.group(1) : "another file";
    }

    /** The images that lie in the file itself, as their elements Pixels. */
    static List<Element> own(Element root) throws UnsupportedTiffException {
        NodeList all = root.getElementsByTagNameNS("*", "Pixels");
        List<Element> own = new ArrayList<>();
        Set<String> files = new TreeSet<>();
        String uuid = root.getAttribute("UUID").strip();
        for (int i = 0; i < all.getLength(); i++) {
            Element pixels = (Element) all.item(i);
            Set<String> its = files(pixels);
            files.addAll(its);
            if (its.size() > 1 && its.contains(uuid)) throw spread(its.size());
            if (its.isEmpty() || its.contains(uuid)) own.add(pixels);
        }
        if (files.size() > 1 && own.isEmpty()) throw spread(files.size());
        for (int i = 0; own.isEmpty() && i < all.getLength(); i++) own.add((Element) all.item(i));
        return own;
    }

    private static Set<String> files(Element pixels) {
        Set<String> files = new TreeSet<>();
        NodeList data = pixels.getElementsByTagNameNS("*", "UUID");
        for (int i = 0; i < data.getLength(); i++)
            files.add(data.item(i).getTextContent().strip());
        return files;
    }

    private static UnsupportedTiffException spread(int files) {
        return new UnsupportedTiffException("its planes lie in " + files
                + " OME-TIFF files, expected them in one. Open it in Fiji with Bio-Formats and save it as one file");
    }
}
