package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.RegionPainter;

/**
 * Counts places without a ROI that look like what was outlined: connected pixels about as bright, about as large and about as
 * compact. Where outlines differ from their surroundings too little to tell, there are none. Stateless.
 */
final class LookAlikes {
    /** The least share of an outline's pixels that are on its own side of the gray value halfway to its surroundings. */
    private static final double CLEAR = 0.8;

    /** The same for the surroundings, in which other objects may lie. */
    private static final double CLEAR_AROUND = 0.6;

    /** Places smaller or larger than this share of the usual outline are something else. */
    private static final double SMALLEST = 0.4;

    private static final double LARGEST = 2.5;

    /** How much of its bounding box something compact fills. */
    private static final double COMPACT = 0.5;

    /** A larger plane is looked at in steps: a person waits for the answer. */
    private static final int MOST_PIXELS = 1 << 22;

    private LookAlikes() {}

    /** The places on all planes that have outlines. */
    static int count(ImagePlus imp, List<Roi> outlines) {
        return IntStream.range(0, imp.getNSlices() * imp.getNFrames())
                .map(plane -> onPlane(imp, plane, outlines))
                .sum();
    }

    private static int onPlane(ImagePlus imp, int plane, List<Roi> outlines) {
        List<Roi> here = outlines.stream()
                .filter(roi -> Arrays.stream(RoiPlanes.of(roi, imp)).anyMatch(p -> p == plane))
                .toList();
        if (here.isEmpty()) return 0;
        RegionPainter painter = new RegionPainter(imp.getWidth(), imp.getHeight(), RegionPainter.IGNORE);
        for (int i = 0; i < here.size(); i++) painter.paint(RoiShape.region(here.get(i), 0, imp), 1, i + 1);
        painter.surround(label -> true);
        Marks marks = new Marks(painter.classes(), imp.getWidth(), step(imp), sizes(painter, here.size()));
        Seen best = null;
        for (int channel = 1; channel <= imp.getNChannels(); channel++) {
            Seen seen = Seen.of(pixels(imp, channel, plane), marks);
            if (best == null || seen.clear() > best.clear()) best = seen;
        }
        return best.clear() < 0 ? 0 : best.alike(marks);
    }

    private static int step(ImagePlus imp) {
        return (int) Math.ceil(Math.sqrt((double) imp.getWidth() * imp.getHeight() / MOST_PIXELS));
    }

    private static int[] sizes(RegionPainter painter, int count) {
        int[] sizes = new int[count];
        for (int label : painter.instances()) if (label > 0) sizes[label - 1]++;
        return Arrays.stream(sizes).filter(size -> size > 0).sorted().toArray();
    }

    private static float[] pixels(ImagePlus imp, int channel, int plane) {
        int index = imp.getStackIndex(channel, plane % imp.getNSlices() + 1, plane / imp.getNSlices() + 1);
        ImageProcessor processor = imp.getStack().getProcessor(index);
        FloatProcessor values = (FloatProcessor) processor.convertToFloat();
        if (values == processor) values = (FloatProcessor) values.duplicate();
        values.smooth(); // a person sees through noise
        return (float[]) values.getPixels();
    }

    /**
     * What was drawn on a plane.
     *
     * @param classes 1 in outlines, 0 around them, {@link RegionPainter#IGNORE} elsewhere
     * @param step only every so many pixels along x and y are looked at
     * @param sizes pixels of the outlines, sorted
     */
    private record Marks(int[] classes, int width, int step, int[] sizes) {
        int[] grid() {
            int height = classes.length / width;
            return new int[] {(width + step - 1) / step, (height + step - 1) / step};
        }

        int at(int x, int y) {
            return y * step * width + x * step;
        }
    }

    /**
     * How outlines stand out in one channel.
     *
     * @param inside median within
     * @param around median around
     * @param clear how much more of their pixels than needed are on their side of halfway; negative where they are too alike
     */
    private record Seen(float[] pixels, double inside, double around, double clear) {
        static Seen of(float[] pixels, Marks marks) {
            double[] inside = values(pixels, marks, 1);
            double[] around = values(pixels, marks, 0);
            if (inside.length == 0 || around.length == 0) return new Seen(pixels, 0, 0, -1);
            double in = median(inside);
            double out = median(around);
            double clear = Math.min(nearer(inside, in, out) - CLEAR, nearer(around, out, in) - CLEAR_AROUND);
            return new Seen(pixels, in, out, clear);
        }

        /** Whether a pixel is nearer to what is inside. */
        boolean isObject(int index) {
            return Math.abs(pixels[index] - inside) < Math.abs(pixels[index] - around);
        }

        int alike(Marks marks) {
            int[] size = marks.grid();
            int[] found = new int[size[0] * size[1]];
            for (int i = 0; i < found.length; i++) {
                int at = marks.at(i % size[0], i / size[0]);
                if (marks.classes[at] == RegionPainter.IGNORE && isObject(at)) found[i] = 1;
            }
            int[] parts = new int[found.length];
            int count = Components.label(found, size, Connectivity.FULL, parts);
            double usual = marks.sizes[marks.sizes.length / 2] / (double) (marks.step * marks.step);
            return (int) Part.of(parts, count, size[0]).stream()
                    .filter(part -> part.isLike(usual))
                    .count();
        }

        private static double[] values(float[] pixels, Marks marks, int kind) {
            return IntStream.range(0, pixels.length)
                    .filter(i -> marks.classes[i] == kind)
                    .mapToDouble(i -> pixels[i])
                    .sorted()
                    .toArray();
        }

        private static double median(double[] sorted) {
            return sorted[sorted.length / 2];
        }

        /** The share of values that are nearer to one than to another. */
        private static double nearer(double[] values, double to, double than) {
            long near = Arrays.stream(values)
                    .filter(value -> Math.abs(value - to) < Math.abs(value - than))
                    .count();
            return (double) near / values.length;
        }
    }

    /** Connected pixels and their bounding box. */
    private static final class Part {
        private int pixels;
        private int left = Integer.MAX_VALUE;
        private int right;
        private int top = Integer.MAX_VALUE;
        private int bottom;

        static List<Part> of(int[] parts, int count, int width) {
            List<Part> all = new ArrayList<>();
            for (int i = 0; i < count; i++) all.add(new Part());
            for (int i = 0; i < parts.length; i++)
                if (parts[i] > 0) all.get(parts[i] - 1).add(i % width, i / width);
            return all;
        }

        private void add(int x, int y) {
            pixels++;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }

        boolean isLike(double usual) {
            double box = (right - left + 1.0) * (bottom - top + 1.0);
            return pixels >= SMALLEST * usual && pixels <= LARGEST * usual && pixels >= COMPACT * box;
        }
    }
}
