package sc.fiji.unet.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** OME-XML as elements with attributes. Nothing outside of the text is ever fetched. */
final class OmeXml {
    /** A text becomes many times as many bytes in memory. */
    private static final int SHARE_OF_HEAP = 32;

    private OmeXml() {}

    static Element root(String xml) throws IOException {
        return root(new InputSource(new StringReader(xml.strip())));
    }

    static Element root(Path file) throws IOException {
        long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        if (Files.size(file) > most)
            throw new IOException("its OME-XML has " + Files.size(file) + " bytes, expected at most " + most
                    + ", which Java has memory for");
        try (InputStream in = Files.newInputStream(file)) {
            return root(new InputSource(in));
        }
    }

    /** Document types, and with them entities, are refused. */
    private static Element root(InputSource source) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(source).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("its OME-XML cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** All elements of a name below another, in their order. */
    static Stream<Element> below(Element element, String name) {
        NodeList all = element.getElementsByTagNameNS("*", name);
        return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
    }

    /** An attribute that is a number; not a number where it is missing. */
    static double real(Element element, String name) throws IOException {
        String text = element.getAttribute(name).strip();
        try {
            double value = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            throw damaged(name + " is " + text);
        }
    }

    /** An attribute that is a whole number. */
    static int index(Element element, String name, int otherwise) throws IOException {
        String text = element.getAttribute(name).strip();
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged(name + " is " + text);
        }
    }

    static IOException damaged(String what) {
        return new IOException("its OME-XML contradicts itself or the file: " + what);
    }
}
