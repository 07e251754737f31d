package sc.fiji.unet.imagej.pixels;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;

/**
 * Turns ImageJ's images into {@link ImageSource}s and back. Gray planes are shared, not copied; virtual stacks stay lazy;
 * color becomes three channels; calibrated values (Hounsfield units, signed 16 bit) are what the network sees, as they
 * are what ImageJ shows. Pixel size and unit come along.
 */
public final class ImagePlusSources {
    private ImagePlusSources() {}

    /**
     * The images in an ImageJ image: one a frame, and with rank 2 one a slice of each frame, in that order (slice
     * fastest).
     *
     * @param rank 2 for axes [x, y, c], 3 for [x, y, z, c]
     */
    public static List<ImageSource> of(ImagePlus imp, int rank) {
        PlaneReader planes = new PlaneReader(imp);
        List<ImageSource> sources = new ArrayList<>();
        for (int t = 1; t <= imp.getNFrames(); t++) {
            if (rank == 3) sources.add(volume(imp, planes, t));
            for (int z = 1; rank == 2 && z <= imp.getNSlices(); z++) sources.add(slice(imp, planes, z, t));
        }
        return sources;
    }

    /** The name of one image of a hyperstack: the title without its extension, then frame and slice where there are several. */
    public static String name(ImagePlus imp, int z, int t) {
        String frame = imp.getNFrames() > 1 ? "_t" + padded(t, imp.getNFrames()) : "";
        String slice = imp.getNSlices() > 1 && z > 0 ? "_z" + padded(z, imp.getNSlices()) : "";
        return ImageFolder.stem(imp.getTitle()) + frame + slice;
    }

    private static ImageSource volume(ImagePlus imp, PlaneReader planes, int t) {
        int depth = imp.getNSlices();
        long[] size = {imp.getWidth(), imp.getHeight(), depth, planes.channels()};
        Calibration c = imp.getCalibration();
        double[] spacing = {c.pixelWidth, c.pixelHeight, c.pixelDepth};
        return new ImageSource(
                name(imp, 0, t), planes.image(size, i -> planes.plane(i / depth, i % depth + 1, t)), spacing, unit(c));
    }

    private static ImageSource slice(ImagePlus imp, PlaneReader planes, int z, int t) {
        long[] size = {imp.getWidth(), imp.getHeight(), planes.channels()};
        Calibration c = imp.getCalibration();
        double[] spacing = {c.pixelWidth, c.pixelHeight};
        return new ImageSource(name(imp, z, t), planes.image(size, i -> planes.plane(i, z, t)), spacing, unit(c));
    }

    /**
     * A copy as an ImageJ image: 8 or 16 bit where the pixels are, else 32 bit; channels as a composite. Of stacks that
     * memory does not hold, planes are copied when they are looked at.
     */
    public static ImagePlus toImagePlus(ImageSource source) {
        long[] size = source.size();
        int depth = source.rank() == 3 ? (int) size[2] : 1;
        int channels = source.channels();
        IntFunction<ImageProcessor> plane = i -> {
            RandomAccessibleInterval<? extends RealType<?>> volume =
                    Views.hyperSlice(source.pixels(), source.rank(), i % channels);
            return processor(source.rank() == 3 ? Views.hyperSlice(volume, 2, i / channels) : volume);
        };
        ImageStack stack = PlaneStack.of(depth * channels, plane, i -> null);
        ImagePlus imp = new ImagePlus(source.name(), stack);
        imp.setDimensions(source.channels(), depth / source.frames(), source.frames());
        calibrate(imp, source.pixelSize(), source.unit());
        imp.resetDisplayRange();
        return source.channels() > 1 ? new CompositeImage(imp, CompositeImage.COMPOSITE) : imp;
    }

    /** Gives an image a pixel size along x, y, (z) and its unit. */
    public static void calibrate(ImagePlus imp, double[] pixelSize, String unit) {
        Calibration c = imp.getCalibration();
        c.pixelWidth = pixelSize[0];
        c.pixelHeight = pixelSize[1];
        if (pixelSize.length > 2) c.pixelDepth = pixelSize[2];
        c.setUnit(unit);
    }

    /** A copy of a plane: 8 or 16 bit where its pixels are, else 32 bit. */
    public static ImageProcessor processor(RandomAccessibleInterval<? extends RealType<?>> plane) {
        int width = (int) plane.dimension(0);
        int height = (int) plane.dimension(1);
        Object type = plane.getType();
        ImageProcessor ip = type instanceof UnsignedByteType
                ? new ByteProcessor(width, height)
                : type instanceof UnsignedShortType
                        ? new ShortProcessor(width, height)
                        : new FloatProcessor(width, height);
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < width * height; i++) ip.setf(i, cursor.next().getRealFloat());
        return ip;
    }

    private static String unit(Calibration calibration) {
        return calibration.scaled() && !LengthUnit.none(calibration.getUnit()) ? calibration.getUnit() : "pixel";
    }

    private static String padded(int index, int count) {
        return String.format(Locale.ROOT, "%0" + String.valueOf(count).length() + "d", index);
    }
}
