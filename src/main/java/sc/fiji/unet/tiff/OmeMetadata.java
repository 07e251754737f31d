package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import sc.fiji.unet.image.LengthUnit;

/**
 * What the OME-XML of an OME-TIFF (https://docs.openmicroscopy.org/ome-model) says of its first image.
 *
 * @param channels size along C
 * @param slices size along Z
 * @param frames size along T
 * @param pixelSize along x, y, z in the unit; all 1 where unknown
 * @param unit of the pixel size, "pixel" where unknown
 * @param places for each plane in the order of ImageJ (channel fastest, then slice, then frame): its page, counted
 *     through all files, and which of that page's channels it is, as page * samples + sample
 * @param images how many images there are in the file, of which this is the first
 */
public record OmeMetadata(
        int channels, int slices, int frames, double[] pixelSize, String unit, int[] places, int images) {
    private static final int MOST_PLANES = 1 << 24;

    /**
     * Reads what a description says.
     *
     * @param pages of each file in which planes lie, in the order in which they are counted
     * @param samples channels of each page
     */
    public static OmeMetadata of(OmeSet set, Map<Path, Integer> pages, int samples) throws IOException {
        Element pixels = set.pixels();
        int[] size = {number(pixels, "SizeC"), number(pixels, "SizeZ"), number(pixels, "SizeT")};
        long planes = (long) size[0] * size[1] * size[2];
        long all = pages.values().stream().mapToLong(count -> count).sum();
        if (planes > MOST_PLANES || planes > all * samples * 64)
            throw OmeXml.damaged("it promises " + planes + " planes, but the file has " + all + " pages");
        if (size[0] % samples != 0) throw OmeXml.damaged(size[0] + " channels do not come " + samples + " to a page");
        OmeOrder order = new OmeOrder(pixels.getAttribute("DimensionOrder"), size, samples);
        int[] places = order.places(blocks(set, pages));
        return new OmeMetadata(size[0], size[1], size[2], pixelSize(pixels), unit(pixels), places, set.images());
    }

    /** The elements TiffData: where some of the planes lie. */
    private static List<OmeOrder.Block> blocks(OmeSet set, Map<Path, Integer> pages) throws IOException {
        Map<Path, OmeOrder.Pages> counted = new LinkedHashMap<>();
        int before = 0;
        for (Map.Entry<Path, Integer> file : pages.entrySet()) {
            counted.put(file.getKey(), new OmeOrder.Pages(before, file.getValue()));
            before += file.getValue();
        }
        List<OmeOrder.Block> blocks = new ArrayList<>();
        for (Element block : OmeXml.below(set.pixels(), "TiffData").toList()) {
            int[] first = {
                OmeXml.index(block, "FirstC", 0), OmeXml.index(block, "FirstZ", 0), OmeXml.index(block, "FirstT", 0)
            };
            int count = OmeXml.index(block, "PlaneCount", block.hasAttribute("IFD") ? 1 : -1);
            OmeOrder.Pages file = counted.get(set.file(block));
            if (file == null) throw OmeXml.damaged("it does not say in which file some of its planes lie");
            blocks.add(new OmeOrder.Block(OmeXml.index(block, "IFD", 0), first, count, file));
        }
        if (blocks.isEmpty() && counted.size() == 1)
            blocks.add(new OmeOrder.Block(
                    0, new int[3], -1, counted.values().iterator().next()));
        return blocks;
    }

    private static double[] pixelSize(Element pixels) throws IOException {
        double[] size = {1, 1, 1};
        String[] axes = {"X", "Y", "Z"};
        double x = OmeXml.real(pixels, "PhysicalSizeX");
        if (!(x > 0)) return size;
        for (int i = 0; i < 3; i++) {
            double value = OmeXml.real(pixels, "PhysicalSize" + axes[i]);
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
        return OmeXml.real(pixels, "PhysicalSizeX") > 0 ? unit(pixels, "X") : "pixel";
    }

    private static String unit(Element pixels, String axis) {
        String unit = pixels.getAttribute("PhysicalSize" + axis + "Unit");
        return unit.isBlank() ? "µm" : unit.strip();
    }

    private static int number(Element element, String name) throws IOException {
        int value = OmeXml.index(element, name, 1);
        if (value < 1) throw OmeXml.damaged(name + " is " + value);
        return value;
    }
}
