package sc.fiji.unet.imagej.pixels;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * Reads ImageJ images as labels: the stored numbers, or the levels of a short gray table, never colors; 32-bit images must
 * hold whole numbers.
 */
public final class ImagePlusLabels {
    /** Property of an image whose numbers a lossy format may have changed. */
    public static final String LOSSY = "unet.lossy";

    private static final int SIGN_OFFSET = 32768;
    private static final int LARGEST = 1 << 24;

    private ImagePlusLabels() {}

    /** The label images in an ImageJ image, in the order of {@link ImagePlusSources#of}; several channels count as slices. */
    public static List<LabelImage> of(ImagePlus imp, int rank) {
        int depth = imp.getNChannels() * imp.getNSlices();
        List<LabelImage> labels = new ArrayList<>();
        for (int t = 0; t < imp.getNFrames(); t++) {
            if (rank == 3) labels.add(labels(imp, ImagePlusSources.name(imp, 0, t + 1), t * depth, depth));
            for (int z = 0; rank == 2 && z < depth; z++) {
                labels.add(labels(imp, ImagePlusSources.name(imp, z + 1, t + 1), t * depth + z, 0));
            }
        }
        return labels;
    }

    private static LabelImage labels(ImagePlus imp, String name, int first, int depth) {
        long[] size = {imp.getWidth(), imp.getHeight(), depth};
        PlanarImg<IntType, IntArray> values =
                new PlanarImg<>(depth > 0 ? size : Arrays.copyOf(size, 2), new IntType().getEntitiesPerPixel());
        for (int i = 0; i < values.numSlices(); i++) {
            ImageProcessor plane = imp.getStack().getProcessor(first + i + 1);
            values.setPlane(i, new IntArray(numbers(name, plane, imp)));
        }
        values.setLinkedType(new IntType(values));
        return labeled(imp, name, values);
    }

    private static LabelImage labeled(ImagePlus imp, String name, RandomAccessibleInterval<IntType> values) {
        if (imp.getBitDepth() == 24) return new LabelImage(name, values, Kind.RGB);
        if (imp.getBitDepth() != 8) return new LabelImage(name, values, Kind.GRAY);
        LUT lut = imp.getProcessor().getLut();
        boolean lossy = imp.getProperty(LOSSY) != null;
        if (ColorTables.gray(lut)) return new LabelImage(name, values, lossy ? Kind.LOSSY8 : Kind.GRAY8);
        return new LabelImage(name, values, Kind.PALETTE, ColorTables.rgb(lut));
    }

    private static int[] numbers(String name, ImageProcessor plane, ImagePlus imp) {
        LUT levels = ColorTables.levels(imp);
        int offset = imp.getBitDepth() == 16 && imp.getCalibration().isSigned16Bit() ? SIGN_OFFSET : 0;
        int[] numbers = new int[plane.getPixelCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (imp.getBitDepth()) {
                case 8 -> levels == null ? plane.get(i) : levels.getRGB(plane.get(i)) & 0xFF;
                case 24 -> plane.get(i) & 0xFFFFFF;
                case 32 -> whole(name, plane.getf(i));
                default -> plane.get(i) - offset;
            };
        }
        return numbers;
    }

    /** Beyond 2^24, 32-bit images do not know each number: two objects may have become one. */
    private static int whole(String name, float value) {
        int number = Math.round(value);
        if (number == value && Math.abs(value) <= LARGEST) return number;
        boolean large = Math.abs(value) > LARGEST;
        throw new InputException("Mask " + name + ": found the value " + value
                + (large ? ", expected at most " + LARGEST : ", expected whole numbers")
                + ". Save the mask as an 8- or 16-bit label image.");
    }
}
