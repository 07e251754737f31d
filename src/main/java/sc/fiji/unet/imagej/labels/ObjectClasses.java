package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;

/**
 * Which class each object of a label image belongs to, as image properties that ImageJ shows (Image &gt; Show Info) and
 * keeps in TIFF files: {@code unet.object.class.2 = nucleus}, {@code unet.object.color.2 = #E69F00} and
 * {@code unet.object.labels.2 = 1-5 8}, the numbers of its objects. Class names alone ({@link LabelMetadata}) would say
 * that the pixel values are classes. Immutable.
 *
 * @param types the class of each object's number
 */
public record ObjectClasses(Map<Integer, ClassInfo> types) {
    private static final String CLASS = "unet.object.class.";
    private static final String COLOR = "unet.object.color.";
    private static final String LABELS = "unet.object.labels.";
    /** Text with a line for each of more objects would be larger than many a computer's memory. */
    private static final int MOST_SINGLE = 65_535;

    /** Copies the map. */
    public ObjectClasses {
        types = Map.copyOf(types);
    }

    /**
     * Names of classes by the numbers of their objects, found by looking at each object's first pixel; where there are very
     * many, by runs of numbers such as 7-12.
     *
     * @param objects number of the object at each pixel, plane by plane; 0 and less for none
     * @param classes class index of each pixel
     * @param list the classes by index
     */
    public static Map<String, String> names(PlaneValues objects, PlaneValues classes, ClassList list) {
        Map<ClassInfo, BitSet> byClass = byClass(objects, classes, list);
        int count = byClass.values().stream().mapToInt(BitSet::cardinality).sum();
        int longest = count > MOST_SINGLE ? Integer.MAX_VALUE : 1;
        Map<String, String> names = new LinkedHashMap<>();
        for (ClassInfo type : list)
            eachRun(byClass.getOrDefault(type, new BitSet()), longest, run -> names.put(run, type.name()));
        return names;
    }

    /** Writes the properties into a label image, so that {@link #of(ImagePlus)} reads them back; also of millions of objects. */
    public static void write(ImagePlus labels, PlaneValues objects, PlaneValues classes, ClassList list) {
        byClass(objects, classes, list).forEach((type, numbers) -> write(labels, type, numbers));
    }

    private static Map<ClassInfo, BitSet> byClass(PlaneValues objects, PlaneValues classes, ClassList list) {
        Map<ClassInfo, BitSet> byClass = new HashMap<>();
        BitSet known = new BitSet();
        for (int plane = 0; plane < objects.count(); plane++) {
            int[] numbers = objects.of(plane);
            int[] kinds = classes.of(plane);
            int last = 0;
            for (int i = 0; i < numbers.length; i++) {
                int object = numbers[i];
                if (object > 0 && object != last && kinds[i] > 0 && !known.get(object)) {
                    known.set(object);
                    byClass.computeIfAbsent(list.get(kinds[i]), type -> new BitSet())
                            .set(object);
                }
                last = object;
            }
        }
        return byClass;
    }

    /** What an image says of its objects; nothing where nobody wrote it. */
    public static ObjectClasses of(ImagePlus labels) {
        Map<Integer, ClassInfo> types = new HashMap<>();
        for (int value = 0; value < 256; value++) {
            String name = labels.getProp(CLASS + value);
            String objects = labels.getProp(LABELS + value);
            if (name == null || objects == null) continue;
            String color = labels.getProp(COLOR + value);
            int rgb = color == null ? ClassInfo.defaultColor(value) : Integer.parseInt(color.substring(1), 16);
            ClassInfo type = new ClassInfo(name, value, rgb);
            numbers(objects).forEach(number -> types.put(number, type));
        }
        return new ObjectClasses(types);
    }

    /** The label images in an ImageJ image, as {@link ImagePlusLabels#of} reads them, with the classes of their objects. */
    public static List<LabelImage> labels(ImagePlus imp, int rank) {
        Map<Integer, String> names = new HashMap<>();
        of(imp).types().forEach((number, type) -> names.put(number, type.name()));
        return ImagePlusLabels.of(imp, rank).stream()
                .map(image -> names.isEmpty() ? image : image.withObjects(names))
                .toList();
    }

    /** Writes the properties that say which objects are of a class, where these are too many for a map. */
    public static void write(ImagePlus labels, ClassInfo type, BitSet numbers) {
        labels.setProp(CLASS + type.value(), type.name());
        labels.setProp(COLOR + type.value(), String.format(Locale.ROOT, "#%06X", type.color()));
        labels.setProp(LABELS + type.value(), text(numbers));
    }

    /** The class of an object, or another where the image does not say. */
    public ClassInfo of(int number, ClassInfo otherwise) {
        return types.getOrDefault(number, otherwise);
    }

    private static String text(BitSet numbers) {
        StringJoiner runs = new StringJoiner(" ");
        eachRun(numbers, Integer.MAX_VALUE, runs::add);
        return runs.toString();
    }

    /** Runs of so many numbers at most. */
    private static void eachRun(BitSet numbers, int longest, Consumer<String> use) {
        for (int from = numbers.nextSetBit(0); from >= 0; ) {
            int after = (int) Math.min(numbers.nextClearBit(from), (long) from + longest);
            use.accept(after == from + 1 ? "" + from : from + "-" + (after - 1));
            from = numbers.nextSetBit(after);
        }
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String run : text.strip().split(" ")) {
            String[] ends = run.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) numbers.add(number);
        }
        return numbers;
    }
}
