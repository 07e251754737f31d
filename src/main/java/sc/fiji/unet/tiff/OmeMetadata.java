package sc.fiji.unet.tiff;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import sc.fiji.unet.image.LengthUnit;

/**
 * What the OME-XML in the first page of an OME-TIFF (https://docs.openmicroscopy.org/ome-model) says of its first image.
 *
 * @param channels size along C
 * @param slices size along Z
 * @param frames size along T
 * @param pixelSize along x, y, z in the unit; all 1 where unknown
 * @param unit of the pixel size, "pixel" where unknown
 * @param places for each plane in the order of ImageJ (channel fastest, then slice, then frame): its page and which of that
 *     page's channels it is, as page * samples + sample; -1 where the file says that it lies nowhere
 * @param images how many images there are in the file, of which this is the first
 */
public record OmeMetadata(
        int channels, int slices, int frames, double[] pixelSize, String unit, int[] places, int images) {
    private static final int MOST_PLANES = 1 << 24;

    /** Whether a description is OME-XML with pixels in it. */
    public static boolean isIn(String description) {
        return description.startsWith("<") && description.contains("OME") && description.contains("Pixels");
    }

    /** The file that says what a file holds, null where it does so itself. */
    public static String companion(String description) {
        return OmeSet.companion(description);
    }

    /**
     * Reads a description.
     *
     * @param pages of the file
     * @param samples channels of each page
     */
    public static OmeMetadata parse(String xml, int pages, int samples) throws IOException {
        Element root = root(xml.strip());
        List<Element> own = OmeSet.own(root);
        if (own.isEmpty()) throw OmeOrder.damaged("it has no Pixels");
        Element pixels = own.get(0);
        int[] size = {number(pixels, "SizeC"), number(pixels, "SizeZ"), number(pixels, "SizeT")};
        long planes = (long) size[0] * size[1] * size[2];
        if (planes > MOST_PLANES || planes > (long) pages * samples * 64)
            throw OmeOrder.damaged("it promises " + planes + " planes, but the file has " + pages + " pages");
        if (size[0] % samples != 0) throw OmeOrder.damaged(size[0] + " channels do not come " + samples + " to a page");
        OmeOrder order = new OmeOrder(pixels.getAttribute("DimensionOrder"), size, samples);
        int[] places = order.places(blocks(pixels), pages);
        return new OmeMetadata(size[0], size[1], size[2], pixelSize(pixels), unit(pixels), places, own.size());
    }

    /** Nothing outside of the text is ever fetched: document types, and with them entities, are refused. */
    private static Element root(String xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("its OME-XML cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** The elements TiffData: where some of the planes lie. */
    private static List<OmeOrder.Block> blocks(Element pixels) throws IOException {
        List<OmeOrder.Block> blocks = new ArrayList<>();
        NodeList data = pixels.getElementsByTagNameNS("*", "TiffData");
        for (int i = 0; i < data.getLength(); i++) {
            Element block = (Element) data.item(i);
            int[] first = {index(block, "FirstC", 0), index(block, "FirstZ", 0), index(block, "FirstT", 0)};
            int count = index(block, "PlaneCount", block.hasAttribute("IFD") ? 1 : -1);
            blocks.add(new OmeOrder.Block(index(block, "IFD", 0), first, count));
        }
        return blocks;
    }

    private static double[] pixelSize(Element pixels) throws IOException {
        double[] size = {1, 1, 1};
        String[] axes = {"X", "Y", "Z"};
        double x = real(pixels, "PhysicalSizeX");
        if (!(x > 0)) return size;
        for (int i = 0; i < 3; i++) {
            double value = real(pixels, "PhysicalSize" + axes[i]);
            double scale = ratio(unit(pixels, axes[i]), unit(pixels, "X"));
            size[i] = value > 0 && scale > 0 ? value * scale : i == 1 ? x : 1;
        }
        return size;
    }

    /** How many of one unit another is, 0 where nobody knows. */
    private static double ratio(String unit, String other) {
        if (unit.equals(other)) return 1;
        boolean known = LengthUnit.known(unit) && LengthUnit.known(other);
        return known ? LengthUnit.micrometers(unit) / LengthUnit.micrometers(other) : 0;
    }

    private static String unit(Element pixels) throws IOException {
        return real(pixels, "PhysicalSizeX") > 0 ? unit(pixels, "X") : "pixel";
    }

    private static String unit(Element pixels, String axis) {
        String unit = pixels.getAttribute("PhysicalSize" + axis + "Unit");
        return unit.isBlank() ? "µm" : unit.strip();
    }

    private static double real(Element element, String name) throws IOException {
        String text = element.getAttribute(name).strip();
        try {
            double value = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            throw OmeOrder.damaged(name + " is " + text);
        }
    }

    private static int number(Element element, String name) throws IOException {
        int value = index(element, name, 1);
        if (value < 1) throw OmeOrder.damaged(name + " is " + value);
        return value;
    }

    private static int index(Element element, String name, int otherwise) throws IOException {
        String text = element.getAttribute(name).strip();
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw OmeOrder.damaged(name + " is " + text);
        }
    }
}
