package sc.fiji.unet.imagej.files;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.util.List;

/**
 * DICOM planes in their order as one of ImageJ's images: stored numbers with rescale slope and intercept as a calibration
 * where all planes share them, values of 32 bits else.
 */
final class DicomStacks {
    private static final int SIGN_OFFSET = 32768;

    private DicomStacks() {}

    static ImagePlus of(ScanOrder order) {
        List<DicomPlane> planes = order.planes();
        DicomPlane first = planes.get(0);
        boolean indexed = first.pixels().getBitDepth() != 32 && planes.stream().allMatch(first::scaledAs);
        boolean negative = indexed && planes.stream().anyMatch(DicomPlane::hasNegative);
        ImageStack stack =
                new ImageStack(first.pixels().getWidth(), first.pixels().getHeight());
        for (DicomPlane plane : planes) {
            for (ImageProcessor channel : plane.channels()) {
                stack.addSlice(plane.file(), indexed ? number(channel, negative) : values(plane));
            }
        }
        ImagePlus imp = new ImagePlus(first.file(), stack);
        imp.setDimensions(first.channels().length, order.slices(), order.frames());
        imp.setOpenAsHyperStack(order.frames() > 1 || first.channels().length > 1);
        if (indexed && first.kind() != DicomPlane.Kind.FINAL) calibrate(imp.getCalibration(), first, negative);
        scale(imp.getCalibration(), first, order.spacing());
        show(imp, first);
        return first.channels().length > 1 ? new CompositeImage(imp, CompositeImage.COMPOSITE) : imp;
    }

    /** ImageJ stores signed numbers 32768 higher. */
    private static ImageProcessor number(ImageProcessor channel, boolean negative) {
        if (!negative) return channel;
        short[] pixels = (short[]) channel.getPixels();
        for (int i = 0; i < pixels.length; i++) pixels[i] ^= (short) SIGN_OFFSET;
        return channel;
    }

    private static FloatProcessor values(DicomPlane plane) {
        ImageProcessor stored = plane.pixels();
        boolean signed = plane.kind() == DicomPlane.Kind.SIGNED;
        float[] values = new float[stored.getPixelCount()];
        for (int i = 0; i < values.length; i++) {
            double number = signed ? (short) stored.get(i) : stored.getf(i);
            values[i] = (float) (plane.slope() * number + plane.intercept());
        }
        return new FloatProcessor(stored.getWidth(), stored.getHeight(), values);
    }

    private static void calibrate(Calibration calibration, DicomPlane plane, boolean negative) {
        double zero = negative ? -SIGN_OFFSET * plane.slope() : 0;
        double[] line = {plane.intercept() + zero, plane.slope()};
        if (line[0] != 0 || line[1] != 1) {
            calibration.setFunction(Calibration.STRAIGHT_LINE, line, "Gray Value");
        }
    }

    private static void scale(Calibration calibration, DicomPlane plane, double depth) {
        double[] size = plane.header().pixelSize();
        if (size.length == 2 && size[0] > 0 && size[1] > 0) {
            calibration.pixelHeight = size[0];
            calibration.pixelWidth = size[1];
            calibration.setUnit("mm");
        }
        if (depth > 0) {
            calibration.pixelDepth = depth;
            calibration.setUnit("mm");
        }
    }

    private static void show(ImagePlus imp, DicomPlane plane) {
        double center = plane.header().window()[0];
        double width = plane.header().window()[1];
        boolean numbers = plane.kind() == DicomPlane.Kind.UNSIGNED || plane.kind() == DicomPlane.Kind.SIGNED;
        if (numbers && width > 0 && Double.isFinite(center)) {
            Calibration calibration = imp.getCalibration();
            imp.setDisplayRange(
                    calibration.getRawValue(center - width / 2), calibration.getRawValue(center + width / 2));
        } else if (imp.getBitDepth() != 24 && imp.getBitDepth() != 8) {
            imp.resetDisplayRange();
        }
    }
}
