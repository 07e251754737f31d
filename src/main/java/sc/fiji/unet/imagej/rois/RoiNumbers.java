package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of ROIs that all differ are no classes but numbers of objects: cell1 ... cell12 are twelve objects of the class cell,
 * random ids are of a class without a name. Stateless.
 */
public final class RoiNumbers {
    private static final int FEWEST = 5;
    private static final int FEWEST_WORDS = 12;
    private static final int MOST_OF_A_LIST = 8;
    private static final Pattern COUNTED = Pattern.compile("(.*?\\D)??[\\s_.#-]*\\d+");
    private static final Pattern RANDOM =
            Pattern.compile("(?=.*\\d)([0-9a-fA-F]{8,}|[0-9a-fA-F-]{16,}|[A-Za-z0-9_-]{20,})");
    private static final Pattern CLASS_WORD =
            Pattern.compile("(?i).*(class|type|layer|group|phase|grade|stage|zone|region|label|category)[\\s_.-]*");

    private RoiNumbers() {}

    /**
     * The same images, with ROIs named class#number where their names are numbers.
     *
     * @param naming what was said: names that are said to be classes stay
     * @param note told what names were taken for
     */
    public static List<DrawnImage> apart(List<DrawnImage> images, RoiNaming naming, Consumer<String> note) {
        List<List<String>> names =
                images.stream().map(image -> names(image.rois())).toList();
        if (naming != RoiNaming.AUTO || !areNumbers(names)) return images;
        Set<String> classes = names.stream()
                .flatMap(List::stream)
                .map(RoiNumbers::className)
                .collect(Collectors.toCollection(TreeSet::new));
        long count = names.stream().mapToLong(List::size).sum();
        String example = names.stream().flatMap(List::stream).limit(2).collect(Collectors.joining(", "));
        String kinds = classes.stream()
                .map(name -> name.isEmpty() ? RoiNaming.UNNAMED : name)
                .collect(Collectors.joining(", "));
        note.accept("The names of " + count + " ROIs (such as " + example
                + ") all differ: each is an object of its own, of "
                + (classes.size() == 1 ? "one class, " : "the classes ") + kinds
                + ". Choose naming = name where they are classes.");
        return images.stream()
                .map(image -> new DrawnImage(
                        image.image(),
                        image.rois().stream().map(RoiNumbers::numbered).toList()))
                .toList();
    }

    private static List<String> names(List<Roi> rois) {
        return rois.stream()
                .filter(RoiNumbers::isNamed)
                .map(roi -> roi.getName().strip())
                .toList();
    }

    private static boolean isNamed(Roi roi) {
        if (!RoiShape.marksPixels(roi) || !RoiNaming.isNamed(roi)) return false;
        String lower = roi.getName().strip().toLowerCase(Locale.ROOT);
        return !lower.equals(RoiNaming.BACKGROUND) && !lower.equals(RoiNaming.IGNORE);
    }

    private static boolean areNumbers(List<List<String>> images) {
        int most = images.stream().mapToInt(List::size).max().orElse(0);
        if (most < FEWEST || images.stream().anyMatch(RoiNumbers::repeat)) return false;
        List<String> all = images.stream().flatMap(List::stream).toList();
        if (all.stream().anyMatch(name -> name.contains("#"))) return false;
        if (all.stream().allMatch(name -> RANDOM.matcher(name).matches())) return true;
        if (all.stream().allMatch(name -> COUNTED.matcher(name).matches())) return areCounted(images, all);
        return most >= FEWEST_WORDS && new HashSet<>(all).size() == all.size();
    }

    private static boolean repeat(List<String> names) {
        return names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < names.size();
    }

    /** A short list of the same names in each image, or words for classes, are classes. */
    private static boolean areCounted(List<List<String>> images, List<String> all) {
        Set<String> classes = all.stream().map(RoiNumbers::className).collect(Collectors.toSet());
        boolean saysSo =
                classes.stream().anyMatch(name -> CLASS_WORD.matcher(name).matches());
        long lists = images.stream()
                .filter(names -> !names.isEmpty())
                .map(HashSet::new)
                .distinct()
                .count();
        boolean listed = images.size() > 1 && lists == 1 && images.get(0).size() <= MOST_OF_A_LIST;
        return !saysSo && !listed && classes.size() * 2 <= new HashSet<>(all).size();
    }

    private static String className(String name) {
        Matcher matcher = COUNTED.matcher(name);
        if (RANDOM.matcher(name).matches() || !matcher.matches() || matcher.group(1) == null) return "";
        return matcher.group(1).replaceAll("[\\s_.#-]+$", "").strip();
    }

    private static Roi numbered(Roi roi) {
        if (!isNamed(roi)) return roi;
        Roi copy = (Roi) roi.clone();
        copy.setName(className(roi.getName().strip()) + "#" + roi.getName().strip());
        return copy;
    }
}
