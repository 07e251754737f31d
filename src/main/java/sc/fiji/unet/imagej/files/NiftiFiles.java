package sc.fiji.unet.imagej.files;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import sc.fiji.unet.image.NiftiHeader;

/**
 * NIfTI-1 volumes in one file, plain or gzipped (https://nifti.nimh.nih.gov/nifti-1). Rows and slices stay in the order
 * stored, so that an image and its labels match whatever their orientation says. Values are slope * stored + intercept;
 * 8-bit and unsigned 16-bit values stay as they are, the others become 32-bit.
 */
final class NiftiFiles {
    private NiftiFiles() {}

    /** Whether the name ends in .nii or .nii.gz. */
    static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".nii") || name.endsWith(".nii.gz");
    }

    static ImagePlus open(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(stream(file))) {
            byte[] start = new byte[NiftiHeader.BYTES];
            in.readFully(start);
            NiftiHeader header = NiftiHeader.parse(start);
            in.skipNBytes(header.offset() - NiftiHeader.BYTES);
            return image(file.getFileName().toString(), header, stack(in, header));
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        boolean zipped = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        return zipped ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    /** Stored x, y, z, t, c; ImageJ wants x, y, c, z, t. */
    private static ImageStack stack(DataInputStream in, NiftiHeader header) throws IOException {
        int slices = header.size(3) * header.size(4);
        ImageProcessor[] planes = new ImageProcessor[slices * header.size(5)];
        byte[] plane = new byte[header.size(1) * header.size(2) * header.type().bytes];
        for (int c = 0; c < header.size(5); c++) {
            for (int z = 0; z < slices; z++) {
                in.readFully(plane);
                planes[c + header.size(5) * z] =
                        processor(header, ByteBuffer.wrap(plane).order(header.order()));
            }
        }
        ImageStack stack = new ImageStack(header.size(1), header.size(2));
        for (ImageProcessor processor : planes) stack.addSlice(processor);
        return stack;
    }

    private static ImageProcessor processor(NiftiHeader header, ByteBuffer values) {
        int width = header.size(1);
        int height = header.size(2);
        if (!header.scaled() && header.type() == NiftiHeader.Type.UINT8) {
            return new ByteProcessor(width, height, values.array().clone());
        }
        if (!header.scaled() && header.type() == NiftiHeader.Type.UINT16) {
            short[] pixels = new short[width * height];
            values.asShortBuffer().get(pixels);
            return new ShortProcessor(width, height, pixels, null);
        }
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (float) header.value(values, i);
        return new FloatProcessor(width, height, pixels);
    }

    private static ImagePlus image(String title, NiftiHeader header, ImageStack stack) {
        ImagePlus imp = new ImagePlus(title, stack);
        imp.setDimensions(header.size(5), header.size(3), header.size(4));
        imp.setOpenAsHyperStack(header.size(4) * header.size(5) > 1);
        Calibration calibration = imp.getCalibration();
        calibration.pixelWidth = header.spacing(1);
        calibration.pixelHeight = header.spacing(2);
        calibration.pixelDepth = header.spacing(3);
        calibration.setUnit(header.unit());
        imp.resetDisplayRange();
        if (header.displayed()) imp.setDisplayRange(header.displayMin(), header.displayMax());
        return header.size(5) > 1 ? new CompositeImage(imp, CompositeImage.GRAYSCALE) : imp;
    }
}
