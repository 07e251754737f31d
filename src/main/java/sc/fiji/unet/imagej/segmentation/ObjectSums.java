package sc.fiji.unet.imagej.segmentation;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import sc.fiji.unet.segment.SegmentedFile;

/** What is summed up of the objects of planes, each in one of them, pixel by pixel, in some 64 bytes for each and 8 for each further channel. */
final class ObjectSums {
    private final int[] pixels;
    private final byte[] kinds;
    private final int[] planes;
    private final double[][] center;
    private final int[][] box;
    private final double[][] intensity;
    private final double[] squares;
    private final float[] min;
    private final float[] max;

    private ObjectSums(int count, int channels) {
        pixels = new int[count + 1];
        kinds = new byte[count + 1];
        planes = new int[count + 1];
        center = new double[2][count + 1];
        box = new int[4][count + 1];
        intensity = new double[channels][count + 1];
        squares = new double[count + 1];
        min = new float[count + 1];
        max = new float[count + 1];
    }

    /** Of all objects of planes, the highest number of which is this. */
    static ObjectSums of(SegmentedFile file, int count) {
        ObjectSums sums = new ObjectSums(count, file.source().channels());
        Cursor<IntType> object = Views.flatIterable(file.objects()).cursor();
        Cursor<UnsignedByteType> kind = Views.flatIterable(file.classes()).cursor();
        List<Cursor<? extends RealType<?>>> channels = new ArrayList<>();
        for (int c = 0; c < file.source().channels(); c++) {
            channels.add(Views.flatIterable(Views.hyperSlice(
                            file.source().pixels(), file.source().rank(), c))
                    .cursor());
        }
        int width = (int) file.objects().dimension(0);
        int height = (int) file.objects().dimension(1);
        for (long at = 0; object.hasNext(); at++) {
            int number = object.next().get();
            kind.fwd();
            channels.forEach(Cursor::fwd);
            if (number == 0) continue;
            long row = at / width;
            if (sums.pixels[number] == 0) sums.planes[number] = (int) (row / height);
            sums.add(number, kind.get().get(), (int) (at % width), (int) (row % height), channels);
        }
        return sums;
    }

    private void add(int object, int kind, int x, int y, List<Cursor<? extends RealType<?>>> channels) {
        float value = channels.get(0).get().getRealFloat();
        boolean first = pixels[object]++ == 0;
        if (first) kinds[object] = (byte) kind;
        center[0][object] += x;
        center[1][object] += y;
        box[0][object] = first ? x : Math.min(box[0][object], x);
        box[1][object] = first ? y : Math.min(box[1][object], y);
        box[2][object] = first ? x : Math.max(box[2][object], x);
        box[3][object] = first ? y : Math.max(box[3][object], y);
        min[object] = first ? value : Math.min(min[object], value);
        max[object] = first ? value : Math.max(max[object], value);
        squares[object] += (double) value * value;
        for (int c = 0; c < intensity.length; c++)
            intensity[c][object] += channels.get(c).get().getRealFloat();
    }

    int count() {
        return pixels.length - 1;
    }

    /** 0 where there is no object of this number. */
    int pixels(int object) {
        return pixels[object];
    }

    /** Index of the class of its first pixel. */
    int kind(int object) {
        return kinds[object] & 0xFF;
    }

    /** The plane in which it lies, from 0. */
    int plane(int object) {
        return planes[object];
    }

    double center(int axis, int object) {
        return center[axis][object] / pixels[object];
    }

    /** The least place along x or y. */
    int start(int axis, int object) {
        return box[axis][object];
    }

    /** How many pixels it reaches along x or y. */
    int extent(int axis, int object) {
        return box[axis + 2][object] - box[axis][object] + 1;
    }

    double mean(int channel, int object) {
        return intensity[channel][object] / pixels[object];
    }

    /** Of the first channel. */
    double deviation(int object) {
        int n = pixels[object];
        double mean = mean(0, object);
        return n < 2 ? 0 : Math.sqrt(Math.max(0, (squares[object] - n * mean * mean) / (n - 1)));
    }

    float min(int object) {
        return min[object];
    }

    float max(int object) {
        return max[object];
    }
}
