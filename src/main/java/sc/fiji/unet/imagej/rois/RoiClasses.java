package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.label.RegionPainter;

/**
 * The classes that ROIs stand for. Names are compared without case and sorted, so that the order of drawing, or of the
 * images in a folder, never changes an index.
 *
 * @param list background first
 */
public record RoiClasses(ClassList list) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** The classes that these ROIs name, each with the color of its first ROI, or a default one. */
    public static RoiClasses of(List<Roi> rois, RoiNaming naming) {
        return ofAll(List.of(rois), naming);
    }

    /** The classes that the ROIs of several images name together. */
    public static RoiClasses ofAll(Collection<List<Roi>> images, RoiNaming naming) {
        Map<String, Color> colors = new TreeMap<>(Comparator.comparing(RoiClasses::sortKey));
        for (List<Roi> all : images) {
            List<Roi> rois = all.stream().filter(RoiShape::marksPixels).toList();
            List<RoiNaming.Tag> tags = naming.tags(rois);
            for (int i = 0; i < rois.size(); i++) {
                Roi roi = rois.get(i);
                Color color = roi.getStrokeColor() == null ? roi.getFillColor() : roi.getStrokeColor();
                colors.merge(tags.get(i).className(), color == null ? Color.BLACK : color, (first, later) -> first);
            }
        }
        colors.remove(RoiNaming.IGNORE);
        colors.remove(RoiNaming.BACKGROUND);
        return numbered(colors);
    }

    /** The index of a class; -1 for the name ignore. Unnamed ROIs are of the only class, where there is only one. */
    public int index(String className) {
        if (className.equals(RoiNaming.IGNORE)) return RegionPainter.IGNORE;
        if (className.equals(RoiNaming.UNNAMED) && list.isBinary()) return 1;
        int index = list.indexOfName(className);
        if (index >= 0) return index;
        throw new InputException("A ROI has the class \"" + className + "\": expected one of "
                + String.join(", ", list.names()) + ", or ignore. Rename the ROI.");
    }

    /** Without case, and with numbers by their value: class10 comes after class2. */
    private static String sortKey(String name) {
        return NUMBER.matcher(name.toLowerCase(Locale.ROOT))
                .replaceAll(match -> "0".repeat(Math.max(0, 12 - match.group().length())) + match.group());
    }

    private static RoiClasses numbered(Map<String, Color> colors) {
        List<ClassInfo> classes = new ArrayList<>(List.of(ClassInfo.ofIndex(0)));
        boolean telling =
                colors.values().stream().distinct().count() == colors.size() && !colors.containsValue(Color.BLACK);
        colors.forEach((name, color) -> {
            int index = classes.size();
            int rgb = telling ? color.getRGB() & 0xFFFFFF : ClassInfo.defaultColor(index);
            classes.add(new ClassInfo(name, index, rgb));
        });
        return new RoiClasses(ClassList.copyOf(classes));
    }
}
