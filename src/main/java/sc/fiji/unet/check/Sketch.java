package sc.fiji.unet.check;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.image.ImageSource;

/**
 * A small gray picture of an image with the labels at the same places, in rows; of a volume its middle plane. Few pixels
 * are read for it, however large the image is.
 */
record Sketch(int width, int height, float[] gray, int[] labels) {
    private static final int EDGE = 256;

    static Sketch of(ImageSource image, RandomAccessibleInterval<IntType> labels) {
        long[] size = image.size();
        int step = (int) Math.max(1, (Math.max(size[0], size[1]) + EDGE - 1) / EDGE);
        int width = (int) Math.max(1, size[0] / step);
        int height = (int) Math.max(1, size[1] / step);
        return new Sketch(width, height, gray(image, step, width, height), labels(labels, step, width, height));
    }

    private static float[] gray(ImageSource image, int step, int width, int height) {
        RandomAccess<? extends RealType<?>> access = image.pixels().randomAccess();
        if (image.rank() == 3) access.setPosition(image.size()[2] / 2, 2);
        int samples = step == 1 ? 1 : 2;
        float[] gray = new float[width * height];
        for (int c = 0; c < image.channels(); c++) {
            access.setPosition(c, image.rank());
            for (int i = 0; i < gray.length * samples * samples; i++) {
                int x = i % (width * samples);
                int y = i / (width * samples);
                access.setPosition(place(x, step, samples, image.size()[0]), 0);
                access.setPosition(place(y, step, samples, image.size()[1]), 1);
                gray[y / samples * width + x / samples] += access.get().getRealFloat();
            }
        }
        for (int i = 0; i < gray.length; i++) gray[i] /= samples * samples * image.channels();
        return gray;
    }

    /** The middle of a cell, or of a half of it. */
    private static long place(int index, int step, int samples, long size) {
        return Math.min(size - 1, (2L * index + 1) * step / (2L * samples));
    }

    private static int[] labels(RandomAccessibleInterval<IntType> labels, int step, int width, int height) {
        RandomAccess<IntType> access = labels.randomAccess();
        if (labels.numDimensions() == 3) access.setPosition(labels.min(2) + labels.dimension(2) / 2, 2);
        int[] values = new int[width * height];
        for (int i = 0; i < values.length; i++) {
            access.setPosition(labels.min(0) + place(i % width, step, 1, labels.dimension(0)), 0);
            access.setPosition(labels.min(1) + place(i / width, step, 1, labels.dimension(1)), 1);
            values[i] = access.get().get();
        }
        return values;
    }
}
