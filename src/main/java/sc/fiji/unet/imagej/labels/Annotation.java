package sc.fiji.unet.imagej.labels;

import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.config.ClassList;

/**
 * What a person drew on an image, as pixels. Planes are ordered slices first: plane = slice + slices * frame, all from 0.
 *
 * @param width of each plane in pixels
 * @param height of each plane in pixels
 * @param slices along z
 * @param frames along t
 * @param classes the list that class indices count in; index 0 is the background
 * @param classPlanes class index of each pixel, rows one after another; 0 background, -1 ignored
 * @param instancePlanes label of the object at each pixel, unique over all planes; 0 background, -1 ignored
 * @param wholePlanes the same before a gap was left between objects that touch
 * @param notes what a person should know: ROIs left out, how the rest was understood
 */
public record Annotation(
        int width,
        int height,
        int slices,
        int frames,
        ClassList classes,
        int[][] classPlanes,
        int[][] instancePlanes,
        int[][] wholePlanes,
        List<String> notes) {

    /** A copy with other notes. */
    public Annotation withNotes(List<String> value) {
        return new Annotation(
                width, height, slices, frames, classes, classPlanes, instancePlanes, wholePlanes, List.copyOf(value));
    }

    /** Whether anything is known about a plane; others must not be learned from. */
    public boolean isAnnotated(int slice, int frame) {
        return Arrays.stream(classPlanes[slice + slices * frame]).anyMatch(index -> index >= 0);
    }

    /** Class index of each pixel of one plane, axes [x, y]. */
    public RandomAccessibleInterval<IntType> classes(int slice, int frame) {
        return ArrayImgs.ints(classPlanes[slice + slices * frame], width, height);
    }

    /** The same of objects that touch. */
    public RandomAccessibleInterval<IntType> wholeInstances(int slice, int frame) {
        return ArrayImgs.ints(wholePlanes[slice + slices * frame], width, height);
    }

    /** Instance label of each pixel of one plane, axes [x, y]. */
    public RandomAccessibleInterval<IntType> instances(int slice, int frame) {
        return ArrayImgs.ints(instancePlanes[slice + slices * frame], width, height);
    }
}
