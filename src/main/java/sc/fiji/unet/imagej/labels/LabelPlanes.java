package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.PlaneStack;

/** Labels from a network as ImageJ stores them: 8, 16 or 32 bit, colored by class, calibrated, with the class names. */
public final class LabelPlanes {
    private static final int LARGEST_16 = 0xFFFF;
    private static final int LARGEST = 1 << 24;

    private LabelPlanes() {}

    /**
     * Copies labels into an ImageJ image: 8 bit from unsigned 8-bit labels, else 16 bit, or 32 where these do not suffice.
     *
     * @param labels axes x, y, (z), values 0..16777216, which is as far as 32-bit images know each number
     * @param classes give names and colors to values; may be fewer than there are values, as with instances
     * @param source whose name and pixel size the labels take over
     */
    public static ImagePlus toImagePlus(
            RandomAccessibleInterval<? extends IntegerType<?>> labels, ClassList classes, ImageSource source) {
        int depth = labels.numDimensions() == 3 ? (int) labels.dimension(2) : 1;
        long highest = highest(labels, source.name());
        int max = (int) Math.max(255, highest);
        ImageStack stack = PlaneStack.of(depth, z -> plane(slice(labels, z), highest), z -> null);
        ImagePlus image = new ImagePlus(source.name(), stack);
        image.setDimensions(1, depth / source.frames(), source.frames());
        image.setOpenAsHyperStack(source.frames() > 1);
        image.getProcessor().setLut(lut(classes, max));
        image.setDisplayRange(0, max);
        LabelMetadata.write(image, classes);
        ImagePlusSources.calibrate(image, source.pixelSize(), source.unit());
        return image;
    }

    /** One plane of labels with axes x, y, (z). */
    static RandomAccessibleInterval<? extends IntegerType<?>> slice(
            RandomAccessibleInterval<? extends IntegerType<?>> labels, long z) {
        return labels.numDimensions() == 3 ? Views.hyperSlice(labels, 2, labels.min(2) + z) : labels;
    }

    /** Copies one plane: 8 bit from unsigned 8-bit labels, else 16 bit, or 32 where these do not suffice. */
    public static ImageProcessor plane(RandomAccessibleInterval<? extends IntegerType<?>> labels, String name) {
        return plane(labels, highest(labels, name));
    }

    private static ImageProcessor plane(RandomAccessibleInterval<? extends IntegerType<?>> labels, long highest) {
        boolean bytes = labels.getType() instanceof UnsignedByteType;
        int width = (int) labels.dimension(0);
        int height = (int) labels.dimension(1);
        ImageProcessor plane = bytes
                ? new ByteProcessor(width, height)
                : highest > LARGEST_16 ? new FloatProcessor(width, height) : new ShortProcessor(width, height);
        Cursor<? extends IntegerType<?>> cursor = Views.flatIterable(labels).cursor();
        for (int i = 0; cursor.hasNext(); i++) plane.setf(i, cursor.next().getIntegerLong());
        return plane;
    }

    /** The highest label; of 8 bits, what these can hold. */
    private static long highest(RandomAccessibleInterval<? extends IntegerType<?>> labels, String name) {
        if (labels.getType() instanceof UnsignedByteType) return 255;
        long max = 0;
        for (IntegerType<?> label : Views.iterable(labels)) {
            long value = label.getIntegerLong();
            if (value < 0 || value > LARGEST) {
                throw new InputException(name + ": label " + value + " does not fit into an image, expected 0 to "
                        + LARGEST + ". Cut the image into parts.");
            }
            max = Math.max(max, value);
        }
        return max;
    }

    /**
     * A color for each value from 0 to max, in 256 steps: the class's own where it has one, and for others, as the
     * instances of a class are, colors that people tell apart.
     */
    public static LUT lut(ClassList classes, int max) {
        byte[][] rgb = new byte[3][256];
        for (int i = 1; i < 256; i++) DistinctColors.set(rgb, i, DistinctColors.of(i));
        for (ClassInfo info : classes) {
            if (info.value() <= max) DistinctColors.set(rgb, (int) (255L * info.value() / max), info.color());
        }
        return new LUT(rgb[0], rgb[1], rgb[2]);
    }
}
