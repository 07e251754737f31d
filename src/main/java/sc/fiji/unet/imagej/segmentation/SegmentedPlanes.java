package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.labels.PlaneValues;
import sc.fiji.unet.imagej.labels.ProbabilityImages;

/**
 * What was segmented so far of an image, plane by plane, as ImageJ orders these. Planes stay where they are, in memory or on
 * disk, and are read when they are asked for.
 */
final class SegmentedPlanes {
    private final boolean volumes;
    private final List<RandomAccessibleInterval<? extends IntegerType<?>>> classes = new ArrayList<>();
    private final List<RandomAccessibleInterval<? extends IntegerType<?>>> objects = new ArrayList<>();
    private final List<RandomAccessibleInterval<FloatType>> probabilities = new ArrayList<>();
    private final List<float[]> certainties = new ArrayList<>();

    /** Of planes, or of volumes whose objects reach across slices. */
    SegmentedPlanes(boolean volumes) {
        this.volumes = volumes;
    }

    /** Adds the classes, axes x, y, (z), and objects, if they were told apart, of the next plane or volume. */
    void add(
            RandomAccessibleInterval<? extends IntegerType<?>> indices,
            RandomAccessibleInterval<? extends IntegerType<?>> numbers) {
        for (int z = 0; z < slices(indices); z++) {
            classes.add(slice(indices, z));
            if (numbers != null) objects.add(slice(numbers, z));
        }
    }

    /** Adds how sure the network is of each of the objects of the next plane or volume; null where nobody knows. */
    void addCertainty(float[] certainty) {
        if (certainty != null) certainties.add(certainty);
    }

    /** Adds the probabilities, axes x, y, (z), channel, of the next plane or volume. */
    void add(RandomAccessibleInterval<FloatType> chances) {
        int last = chances.numDimensions() - 1;
        int depth = last == 3 ? (int) chances.dimension(2) : 1;
        for (int z = 0; z < depth; z++) {
            for (int c = 0; c < chances.dimension(last); c++) {
                RandomAccessibleInterval<FloatType> channel = Views.hyperSlice(chances, last, c);
                probabilities.add(last == 3 ? Views.hyperSlice(channel, 2, z) : channel);
            }
        }
    }

    /**
     * All as images.
     *
     * @param imp that was segmented
     * @param part of it that was
     * @param types the classes, whose values are their indices
     */
    SegmentedImage finish(ImagePlus imp, Rectangle part, ClassList types) {
        ImagePlus kinds = LabelImages.ofClasses(PlaneValues.of(classes), types, imp, part);
        ImagePlus things = objects.isEmpty() ? null : LabelImages.ofObjects(PlaneValues.of(objects), imp, part);
        if (things != null) ObjectClasses.write(things, PlaneValues.of(objects), PlaneValues.of(classes), types);
        ImagePlus maps = probabilities.isEmpty() ? null : probabilities(types, imp, part);
        return new SegmentedImage(imp, part, types, kinds, things, maps, joined(), volumes);
    }

    private ImagePlus probabilities(ClassList types, ImagePlus imp, Rectangle part) {
        List<RandomAccessibleInterval<FloatType>> planes = List.copyOf(probabilities);
        return ProbabilityImages.of(planes.size(), i -> floats(planes.get(i)), types, imp, part);
    }

    /** The name of the class of each object, by its number or by runs of numbers. */
    Map<String, String> names(ClassList types) {
        return ObjectClasses.names(PlaneValues.of(objects), PlaneValues.of(classes), types);
    }

    private float[] joined() {
        int length = certainties.stream().mapToInt(some -> some.length).sum();
        float[] all = new float[length];
        int from = 0;
        for (float[] some : certainties) {
            System.arraycopy(some, 0, all, from, some.length);
            from += some.length;
        }
        return all;
    }

    private static long slices(RandomAccessibleInterval<?> image) {
        return image.numDimensions() == 3 ? image.dimension(2) : 1;
    }

    private static RandomAccessibleInterval<? extends IntegerType<?>> slice(
            RandomAccessibleInterval<? extends IntegerType<?>> image, int z) {
        return image.numDimensions() == 3 ? Views.hyperSlice(image, 2, z) : image;
    }

    private static float[] floats(RandomAccessibleInterval<FloatType> plane) {
        float[] values = new float[Math.toIntExact(plane.size())];
        int i = 0;
        for (FloatType value : Views.flatIterable(plane)) values[i++] = value.get();
        return values;
    }
}
