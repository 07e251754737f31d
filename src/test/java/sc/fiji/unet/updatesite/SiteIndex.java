package sc.fiji.unet.updatesite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads and writes the index of an update site, valid by the grammar that it carries. */
final class SiteIndex {
    private static final String GRAMMAR =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE pluginRecords [
            <!ELEMENT pluginRecords (plugin*)>
            <!ELEMENT plugin (platform*, version?, previous-version*)>
            <!ELEMENT platform (#PCDATA)>
            <!ELEMENT version (description?)>
            <!ELEMENT description (#PCDATA)>
            <!ELEMENT previous-version EMPTY>
            <!ATTLIST plugin filename CDATA #REQUIRED>
            <!ATTLIST version checksum CDATA #REQUIRED timestamp CDATA #REQUIRED filesize CDATA #REQUIRED>
            <!ATTLIST previous-version checksum CDATA #REQUIRED timestamp CDATA #REQUIRED
                timestamp-obsolete CDATA #IMPLIED filename CDATA #IMPLIED>
            ]>
            """;

    private SiteIndex() {}

    static void write(List<SiteFile> files, OutputStream out) throws IOException {
        StringBuilder xml = new StringBuilder(GRAMMAR).append("<pluginRecords>\n");
        files.forEach(file -> append(xml, file));
        out.write(xml.append("</pluginRecords>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder xml, SiteFile file) {
        xml.append("  <plugin filename=\"").append(file.name()).append("\">\n");
        if (!file.platform().isEmpty())
            xml.append("    <platform>").append(file.platform()).append("</platform>\n");
        SiteFile.Version now = file.current();
        if (now != null) {
            xml.append("    <version checksum=\"%s\" timestamp=\"%d\" filesize=\"%d\"/>%n"
                    .formatted(now.checksum(), now.timestamp(), now.size()));
        }
        for (SiteFile.Version old : file.previous()) {
            xml.append(
                    "    <previous-version checksum=\"%s\" timestamp=\"%d\" timestamp-obsolete=\"%d\" filename=\"%s\"/>%n"
                            .formatted(old.checksum(), old.timestamp(), old.obsolete(), old.name()));
        }
        xml.append("  </plugin>\n");
    }

    static List<SiteFile> read(InputStream in) throws IOException {
        List<SiteFile> files = new ArrayList<>();
        for (Element plugin : elements(parse(in), "plugin")) files.add(file(plugin));
        return files;
    }

    private static SiteFile file(Element plugin) {
        String name = plugin.getAttribute("filename");
        List<Element> platforms = elements(plugin, "platform");
        List<Element> current = elements(plugin, "version");
        return new SiteFile(
                name,
                platforms.isEmpty() ? "" : platforms.get(0).getTextContent(),
                current.isEmpty() ? null : version(current.get(0), name),
                elements(plugin, "previous-version").stream()
                        .map(old -> version(old, old.getAttribute("filename")))
                        .toList());
    }

    private static SiteFile.Version version(Element element, String name) {
        return new SiteFile.Version(
                element.getAttribute("checksum"),
                number(element, "timestamp"),
                number(element, "filesize"),
                number(element, "timestamp-obsolete"),
                name);
    }

    private static long number(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static Element parse(InputStream in) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("The site's index is broken: " + e.getMessage(), e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
        return elements;
    }
}
