package sc.fiji.unet.tiff;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The OME-XML of a label image with one channel, as {@link OmeMetadata} reads it.
 *
 * @param name of the image
 * @param size along x, y, z, t
 * @param type of its pixels in OME's words, such as {@code uint16}
 * @param pixelSize in micrometers along x, y, z; null where it is unknown
 * @param classes names by the numbers that stand for them, or by runs of these such as 7-12: of pixels, or of objects
 */
public record OmeText(String name, int[] size, String type, double[] pixelSize, Map<String, String> classes) {
    private static final String SCHEMA = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

    /** As text of ASCII letters only, which is all that TIFF has. */
    public String xml() {
        String image = "<Image ID=\"Image:0\" Name=\"" + escaped(name) + "\">" + pixels()
                + "<AnnotationRef ID=\"Annotation:0\"/></Image>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"" + SCHEMA
                + "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"" + SCHEMA + " "
                + SCHEMA
                + "/ome.xsd\">" + image + annotations() + "</OME>";
    }

    private String pixels() {
        return "<Pixels ID=\"Pixels:0\" DimensionOrder=\"XYZCT\" Type=\"" + type + "\" SizeX=\"" + size[0]
                + "\" SizeY=\"" + size[1] + "\" SizeZ=\"" + size[2] + "\" SizeC=\"1\" SizeT=\"" + size[3]
                + "\" BigEndian=\"true\""
                + physical() + "><Channel ID=\"Channel:0:0\" Name=\"labels\" SamplesPerPixel=\"1\"/>"
                + "<TiffData IFD=\"0\" PlaneCount=\"" + size[2] * size[3] + "\"/></Pixels>";
    }

    private String physical() {
        if (pixelSize == null) return "";
        StringBuilder text = new StringBuilder();
        for (int d = 0; d < pixelSize.length; d++) {
            String axis = "PhysicalSize" + "XYZ".charAt(d);
            text.append(String.format(Locale.ROOT, " %s=\"%s\" %sUnit=\"&#181;m\"", axis, pixelSize[d], axis));
        }
        return text.toString();
    }

    private String annotations() {
        String names = classes.entrySet().stream()
                .map(entry -> "<M K=\"" + entry.getKey() + "\">" + escaped(entry.getValue()) + "</M>")
                .collect(Collectors.joining());
        return "<StructuredAnnotations><MapAnnotation ID=\"Annotation:0\" Namespace=\"sc.fiji.unet/classes\"><Value>"
                + names + "</Value></MapAnnotation></StructuredAnnotations>";
    }

    private static String escaped(String text) {
        return text.codePoints()
                .filter(letter -> letter >= ' ')
                .mapToObj(letter ->
                        letter < 127 && "<>&\"".indexOf(letter) < 0 ? Character.toString(letter) : "&#" + letter + ";")
                .collect(Collectors.joining());
    }
}
