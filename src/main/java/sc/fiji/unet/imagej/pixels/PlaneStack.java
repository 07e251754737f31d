package sc.fiji.unet.imagej.pixels;

import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;

/** Planes that are made when they are asked for, where they are too many to be held in memory. */
public final class PlaneStack extends VirtualStack {
    private static final int SHARE_OF_HEAP = 4;
    private final int planes;
    private final IntFunction<ImageProcessor> plane;
    private final IntFunction<String> label;

    private PlaneStack(
            int width, int height, int planes, IntFunction<ImageProcessor> plane, IntFunction<String> label) {
        super(width, height, null, "");
        this.planes = planes;
        this.plane = plane;
        this.label = label;
    }

    /**
     * A stack of planes of one size and type; in memory where they take less than a quarter of it.
     *
     * @param planes how many, at least one
     * @param plane makes that of an index from 0, any number of times
     * @param label of the plane of an index from 0; null for none
     */
    public static ImageStack of(int planes, IntFunction<ImageProcessor> plane, IntFunction<String> label) {
        return of(planes, plane, label, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * A stack of planes without labels of which none is made before it is looked at, however few they are.
     *
     * @param plane makes that of an index from 0, any number of times, on any thread
     */
    public static ImageStack onDemand(int width, int height, int planes, IntFunction<ImageProcessor> plane) {
        return new PlaneStack(width, height, planes, plane, index -> null);
    }

    static ImageStack of(int planes, IntFunction<ImageProcessor> plane, IntFunction<String> label, long memory) {
        ImageProcessor first = plane.apply(0);
        long bytes = (long) first.getPixelCount() * first.getBitDepth() / Byte.SIZE * planes;
        if (planes > 1 && bytes > memory) {
            return new PlaneStack(first.getWidth(), first.getHeight(), planes, plane, label);
        }
        ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
        stack.addSlice(label.apply(0), first);
        for (int i = 1; i < planes; i++) stack.addSlice(label.apply(i), plane.apply(i));
        return stack;
    }

    @Override
    public ImageProcessor getProcessor(int n) {
        return plane.apply(n - 1);
    }

    @Override
    public int getSize() {
        return planes;
    }

    @Override
    public int size() {
        return planes;
    }

    @Override
    public String getSliceLabel(int n) {
        return label.apply(n - 1);
    }

    @Override
    public String[] getSliceLabels() {
        String[] labels = new String[planes];
        for (int i = 0; i < planes; i++) labels[i] = label.apply(i);
        return Arrays.stream(labels).allMatch(Objects::isNull) ? null : labels;
    }
}
