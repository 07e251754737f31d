package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;

/**
 * What the numbers in a label image mean, as image properties that ImageJ shows (Image &gt; Show Info) and keeps in TIFF
 * files: {@code unet.class.1 = nucleus}, {@code unet.color.1 = #E69F00}, {@code unet.ignore = 255}.
 */
public final class LabelMetadata {
    private static final String CLASS = "unet.class.";
    private static final String COLOR = "unet.color.";
    private static final String IGNORE = "unet.ignore";

    private LabelMetadata() {}

    /** Writes the classes, keyed by the pixel value that stands for each. */
    public static void write(ImagePlus labels, ClassList classes) {
        for (ClassInfo type : classes) {
            labels.setProp(CLASS + type.value(), type.name());
            labels.setProp(COLOR + type.value(), String.format(Locale.ROOT, "#%06X", type.color()));
        }
    }

    /** Writes the pixel value that stands for ignored. */
    public static void writeIgnore(ImagePlus labels, int value) {
        labels.setProp(IGNORE, Integer.toString(value));
    }

    /** The classes in the order of their values; empty where nobody wrote any. */
    public static ClassList classes(ImagePlus labels) {
        List<ClassInfo> classes = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            String name = labels.getProp(CLASS + value);
            if (name != null) classes.add(new ClassInfo(name, value, color(labels, value)));
        }
        return ClassList.copyOf(classes);
    }

    /** The pixel value that stands for ignored, where there is one. */
    public static OptionalInt ignore(ImagePlus labels) {
        String value = labels.getProp(IGNORE);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    private static int color(ImagePlus labels, int value) {
        String color = labels.getProp(COLOR + value);
        return color == null ? ClassInfo.defaultColor(value) : Integer.parseInt(color.substring(1), 16);
    }
}
