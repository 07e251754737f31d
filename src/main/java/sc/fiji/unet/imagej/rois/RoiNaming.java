package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import ij.plugin.Colors;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sc.fiji.unet.base.Choice;

/** What of a ROI says which class it stands for. */
public enum RoiNaming implements Choice {
    /** The name where any ROI has one of its own; else the group where any has one; else the color where they differ. */
    AUTO,
    /** The name: {@code class}, {@code class#instance}, {@code background} or {@code ignore}. */
    NAME,
    /** The group, by its name or as {@code group3}. */
    GROUP,
    /** The stroke color, or the fill color where there is no stroke. */
    COLOR;

    /** The class of ROIs that say nothing. */
    public static final String UNNAMED = "foreground";

    /** The reserved class name of what is no class, case ignored. */
    public static final String BACKGROUND = "background";

    /** The reserved class name of regions that must not be learned from, case ignored. */
    public static final String IGNORE = "ignore";

    /** What ImageJ calls ROIs by itself: coordinates, as in 0012-0345, and numbers. */
    private static final Pattern AUTOMATIC = Pattern.compile("\\d+(-\\d+){0,3}");

    private static final int FEW = 8;

    private static final Pattern CLASS_INSTANCE = Pattern.compile("([^#]*)#(.+)");

    /**
     * The class and the object that one ROI stands for.
     *
     * @param className as in the list of classes, {@link #BACKGROUND} or {@link #IGNORE}
     * @param instance tells objects of one class apart; empty where each ROI is an object of its own
     */
    public record Tag(String className, String instance) {}

    /** The constant of this word, case ignored. */
    public static RoiNaming of(String word) {
        return Choice.ofAnyCase(RoiNaming.class, "naming of ROIs", word);
    }

    /** What these ROIs go by: this constant, or what {@link #AUTO} makes of them. */
    public RoiNaming resolve(List<Roi> rois) {
        if (this != AUTO) return this;
        if (rois.stream().anyMatch(RoiNaming::isNamed)) return NAME;
        if (rois.stream().anyMatch(roi -> roi.getGroup() > 0)) return GROUP;
        return tellByColor(rois) ? COLOR : NAME;
    }

    /** A color of its own for each of many ROIs tells objects apart, no classes. */
    private static boolean tellByColor(List<Roi> rois) {
        long colors = rois.stream().map(RoiNaming::color).distinct().count();
        return colors > 1 && (rois.size() < FEW || colors * 2 <= rois.size());
    }

    /** What each ROI stands for, in their order. */
    public List<Tag> tags(List<Roi> rois) {
        RoiNaming naming = resolve(rois);
        Set<String> names =
                rois.stream().filter(RoiNaming::isNamed).map(Roi::getName).collect(Collectors.toSet());
        return rois.stream().map(roi -> naming.tag(roi, names)).toList();
    }

    private Tag tag(Roi roi, Set<String> names) {
        Tag byName = isNamed(roi) ? parse(withoutCopyNumber(roi.getName().strip(), names)) : new Tag(UNNAMED, "");
        if (this == NAME
                || byName.className().equals(IGNORE)
                || byName.className().equals(BACKGROUND)) return byName;
        return new Tag(this == GROUP ? groupName(roi) : colorName(roi), byName.instance());
    }

    private static Tag parse(String name) {
        Matcher matcher = CLASS_INSTANCE.matcher(name);
        if (!matcher.matches()) return new Tag(className(name), "");
        return new Tag(className(matcher.group(1)), matcher.group(2).strip());
    }

    private static String className(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.equals(IGNORE) || lower.equals(BACKGROUND)) return lower;
        return lower.isEmpty() ? UNNAMED : name.strip();
    }

    /** ImageJ renames a second "cell" to "cell-1" when it saves or duplicates ROIs: it still means "cell". */
    private static String withoutCopyNumber(String name, Set<String> names) {
        String base = name.replaceFirst("-\\d{1,4}$", "");
        return names.contains(base) ? base : name;
    }

    /** Whether a ROI has a name that says more than which object it is. */
    static boolean isNamed(Roi roi) {
        String name = roi.getName();
        return name != null
                && !name.isBlank()
                && !name.startsWith("#")
                && !AUTOMATIC.matcher(name.strip()).matches();
    }

    private static String groupName(Roi roi) {
        String name = Roi.getGroupName(roi.getGroup());
        return name == null || name.isBlank() ? "group" + roi.getGroup() : name;
    }

    private static String colorName(Roi roi) {
        return Colors.colorToString(color(roi));
    }

    /** The color a ROI is drawn with. */
    static Color color(Roi roi) {
        if (roi.getStrokeColor() != null) return roi.getStrokeColor();
        return roi.getFillColor() == null ? Roi.getColor() : roi.getFillColor();
    }
}
