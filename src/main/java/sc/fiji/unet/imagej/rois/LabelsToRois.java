package sc.fiji.unet.imagej.rois;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.labels.DistinctColors;
import sc.fiji.unet.imagej.labels.LabelMetadata;
import sc.fiji.unet.imagej.labels.LabelOutline;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;

/**
 * Traces label images into ROIs, exactly along pixel edges: {@link RoisToLabels} paints the same labels again. Names are
 * {@code class#object}, groups are class indices. Thread safe.
 *
 * @param values what the numbers in the image are
 * @param minimum objects of fewer pixels on a plane are left out; 0 keeps all
 * @param colorByObject gives each object another color instead of its class's
 */
public record LabelsToRois(Values values, int minimum, boolean colorByObject) {
    private static final int MAX_GROUP = 255;
    private static final ClassInfo IGNORED = new ClassInfo(RoiNaming.IGNORE, 0, 0x808080);

    /** ImageJ colors groups from this file, and writes to its log at every group where it is missing. */
    private static final boolean GROUPS =
            IJ.getDirectory("luts") != null && new File(IJ.getDirectory("luts"), "glasbey.lut").exists();

    /** What the numbers in a label image are, and so what becomes one ROI. */
    public enum Values implements Choice {
        /** Classes where the image names its classes, else objects. */
        AUTO,
        /** Each number is one object. */
        OBJECTS,
        /** Each number is a class, which becomes one ROI a plane. */
        CLASSES,
        /** Each number is a class, whose connected parts become objects. */
        PARTS;

        /** The constant of this word, case ignored. */
        public static Values of(String word) {
            return Choice.ofAnyCase(Values.class, "kind of values", word);
        }
    }

    /** Checks the minimum. */
    public LabelsToRois {
        if (minimum < 0) throw OptionException.outOfRange("minimum", minimum, "0 pixels or more");
    }

    /** Every label, colored by class. */
    public static LabelsToRois defaults() {
        return new LabelsToRois(Values.AUTO, 0, false);
    }

    /** Traces with the classes that the image itself names; objects of no known class are called {@code object}. */
    public List<TracedRoi> trace(ImagePlus labels) {
        List<TracedRoi> traced = new ArrayList<>();
        each(labels, traced::add);
        return traced;
    }

    /** The same, each made when the one before has been used. */
    public void each(ImagePlus labels, Consumer<TracedRoi> use) {
        ClassList named = LabelMetadata.classes(labels);
        Values kind = values != Values.AUTO ? values : named.isEmpty() ? Values.OBJECTS : Values.CLASSES;
        ClassInfo object = new ClassInfo("object", 1, ClassInfo.defaultColor(1));
        ObjectClasses types = ObjectClasses.of(labels);
        each(
                labels,
                kind,
                spot -> kind == Values.OBJECTS ? types.of(spot.value(), object) : byValue(named, spot.value()),
                use);
    }

    /**
     * Traces objects one after the other, each of the class that a second image has at its first pixel.
     *
     * @param classIndices class index of each pixel, of the size and planes of the objects
     */
    public void each(ImagePlus objects, ImagePlus classIndices, ClassList classes, Consumer<TracedRoi> use) {
        if (!Arrays.equals(objects.getDimensions(), classIndices.getDimensions())) {
            throw new InputException(objects.getTitle() + " and " + classIndices.getTitle()
                    + " differ in size: expected objects and classes of the same image.");
        }
        Plane kinds = new Plane(classIndices);
        each(
                objects,
                Values.OBJECTS,
                spot -> byValue(classes, (int) kinds.of(spot.plane()).getf(spot.index())),
                use);
    }

    private void each(ImagePlus labels, Values kind, Function<Spot, ClassInfo> typeOf, Consumer<TracedRoi> use) {
        if (labels.getBitDepth() == 24 || labels.getNChannels() > 1) {
            throw new InputException(labels.getTitle() + " is a color or multi-channel image: expected a label image of"
                    + " 8, 16 or 32 bits with one channel.");
        }
        int ignore = LabelMetadata.ignore(labels).orElse(-1);
        AtomicInteger parts = new AtomicInteger();
        for (int z = 0; z < labels.getStackSize(); z++) {
            int plane = z;
            int[] pixels = pixels(labels, plane);
            int[] numbers = kind == Values.PARTS ? parts(pixels, labels, parts.get()) : pixels;
            LabelOutline.each(numbers, labels.getWidth(), outline -> {
                parts.accumulateAndGet(outline.label(), Math::max);
                if (outline.pixels() < minimum) return;
                int value = pixels[outline.first()];
                boolean ignored = value == ignore;
                ClassInfo type = ignored ? IGNORED : typeOf.apply(new Spot(plane, outline.first(), value));
                String name = kind == Values.CLASSES || ignored ? type.name() : type.name() + "#" + outline.label();
                dress(outline, name, type);
                RoiPlanes.place(outline.roi(), plane, labels);
                use.accept(new TracedRoi(outline.roi(), outline.label(), plane, type));
            });
        }
    }

    /** The connected parts of a plane, numbered on from those of the planes before. */
    private static int[] parts(int[] pixels, ImagePlus labels, int before) {
        int[] parts = new int[pixels.length];
        Components.label(pixels, new int[] {labels.getWidth(), labels.getHeight()}, Connectivity.FULL, parts);
        for (int i = 0; i < parts.length; i++) if (parts[i] > 0) parts[i] += before;
        return parts;
    }

    private void dress(LabelOutline outline, String name, ClassInfo type) {
        Roi roi = outline.roi();
        if (GROUPS && type != IGNORED) roi.setGroup(Math.min(MAX_GROUP, type.value()));
        roi.setName(name);
        boolean byObject = colorByObject && type != IGNORED;
        roi.setStrokeColor(new Color(byObject ? DistinctColors.of(outline.label()) : type.color()));
    }

    private static ClassInfo byValue(ClassList classes, int value) {
        return classes.byValue(value).orElse(ClassInfo.ofIndex(value));
    }

    private static int[] pixels(ImagePlus labels, int plane) {
        ImageProcessor processor = labels.getStack().getProcessor(plane + 1);
        int[] pixels = new int[processor.getPixelCount()];
        for (int i = 0; i < pixels.length; i++) {
            float value = processor.getf(i);
            pixels[i] = (int) value;
            if (pixels[i] != value) {
                throw new InputException(labels.getTitle() + " holds " + value + ": expected whole numbers as labels.");
            }
        }
        return pixels;
    }

    /** The plane that was last asked for: those of a virtual stack are read anew each time. */
    private static final class Plane {
        private final ImagePlus image;
        private int last = -1;
        private ImageProcessor pixels;

        Plane(ImagePlus image) {
            this.image = image;
        }

        ImageProcessor of(int index) {
            if (index != last) pixels = image.getStack().getProcessor(index + 1);
            last = index;
            return pixels;
        }
    }

    /** One pixel and its value. */
    private record Spot(int plane, int index, int value) {}
}
