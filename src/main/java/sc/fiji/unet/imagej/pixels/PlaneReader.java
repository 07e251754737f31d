package sc.fiji.unet.imagej.pixels;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.function.IntFunction;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.image.LazyPlanes;

/** Reads single-channel planes of an ImageJ image as the pixel values that ImageJ would show. Thread safe. */
final class PlaneReader {
    private final ImagePlus imp;
    private final ImageStack stack;
    private final float[] calibrated;
    private final LUT colors;
    private final int split;
    private Object first;

    PlaneReader(ImagePlus imp) {
        this.imp = imp;
        stack = imp.getStack();
        boolean indexed = imp.getBitDepth() == 8 || imp.getBitDepth() == 16;
        calibrated = indexed && imp.getCalibration().calibrated()
                ? imp.getCalibration().getCTable()
                : null;
        colors = imp.getBitDepth() == 8 ? palette() : null;
        split = imp.getType() == ImagePlus.COLOR_RGB || colors != null && !ColorTables.gray(colors) ? 3 : 1;
    }

    int channels() {
        return imp.getNChannels() * split;
    }

    /** The pixel array, byte[], short[] or float[], of a channel from 0, slice and frame from 1. */
    Object plane(int channel, int z, int t) {
        ImageProcessor ip;
        synchronized (stack) { // virtual stacks keep the last plane in fields
            ip = stack.getProcessor(imp.getStackIndex(channel / split + 1, z, t));
        }
        if (ip instanceof ColorProcessor rgb) return rgb.getChannel(channel % split + 1);
        if (colors != null) return ColorTables.component((byte[]) ip.getPixels(), colors, channel % split);
        if (calibrated != null) return calibrated(ip);
        return ip.getPixels();
    }

    /** An image of planes: shared where they are in memory already, fetched when read where the stack is virtual. */
    RandomAccessibleInterval<? extends RealType<?>> image(long[] size, IntFunction<Object> plane) {
        if (first == null) first = plane.apply(0); // all planes of a stack are of one type
        if (first instanceof byte[]) {
            return image(new UnsignedByteType(), size, i -> new ByteArray((byte[]) plane.apply(i)));
        }
        if (first instanceof short[]) {
            return image(new UnsignedShortType(), size, i -> new ShortArray((short[]) plane.apply(i)));
        }
        return image(new FloatType(), size, i -> new FloatArray((float[]) plane.apply(i)));
    }

    @SuppressWarnings("unchecked")
    private <T extends NativeType<T>, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> image(
            T type, long[] size, IntFunction<A> planes) {
        if (stack.isVirtual()) return LazyPlanes.image(type, size, planes);
        PlanarImg<T, A> img = new PlanarImg<>(size, type.getEntitiesPerPixel());
        for (int i = 0; i < img.numSlices(); i++) img.setPlane(i, planes.apply(i));
        img.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(img));
        return img;
    }

    private float[] calibrated(ImageProcessor ip) {
        float[] values = new float[ip.getPixelCount()];
        for (int i = 0; i < values.length; i++) values[i] = calibrated[ip.get(i)];
        return values;
    }

    /** The color table where it holds the picture's colors; null where it only displays the values. */
    private LUT palette() {
        LUT lut = imp.isComposite() || imp.isThreshold() || ColorTables.isTiff(imp)
                ? null
                : imp.getProcessor().getLut();
        return lut == null || ColorTables.smooth(lut) && ColorTables.levels(imp) == null ? null : lut;
    }
}
