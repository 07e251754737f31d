package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.hdf.HdfImage;
import sc.fiji.unet.hdf.IlastikProject;
import sc.fiji.unet.pairing.FileStem;

/** HDF5 files as ImageJ's images: whole numbers of up to 16 bits as they are, all else as 32-bit images. */
record HdfFiles(String axes, int[] size, Object values, int bits) {
    private static final String ORDER = "tzyxc";
    private static final long LARGEST = 1 << 24;

    /** Whether a file is called as HDF5 files are. */
    static boolean named(Path file) {
        return HdfImage.hasExtension(FileStem.extension(file.getFileName().toString()));
    }

    /**
     * The image of a file.
     *
     * @param labels whether labels are wanted where a file holds both
     */
    static ImagePlus open(Path file, boolean labels) throws IOException {
        HdfImage image = HdfImage.read(file, labels);
        boolean fits = image.whole() && !image.signed() && image.bits() <= 16;
        ImagePlus imp = new HdfFiles(image.axes(), image.size(), image.values(), fits ? image.bits() : 32).image();
        if (image.whole() && image.bits() > 16) refuseRounded(image, imp);
        return imp;
    }

    /** What a person painted into an image in a project of ilastik. */
    static ImagePlus painted(Path project, Path image) throws IOException {
        IlastikProject read = IlastikProject.read(project);
        String wanted = FileStem.of(image.getFileName().toString());
        for (IlastikProject.Painted painted : read.images()) {
            if (FileStem.of(painted.name()).equals(wanted) && painted.labels() != null) {
                return new HdfFiles(painted.axes(), painted.size(), painted.labels(), 8).image();
            }
        }
        throw new InputException("Nobody painted in " + image.getFileName() + " in " + project + ": it knows "
                + read.images().stream().map(IlastikProject.Painted::name).toList()
                + ". Expected the project in which this image was labeled.");
    }

    private static void refuseRounded(HdfImage image, ImagePlus imp) {
        for (int i = 0; i < Array.getLength(image.values()); i++) {
            double value = ((Number) Array.get(image.values(), i)).doubleValue();
            if (Math.abs(value) <= LARGEST) continue;
            imp.setProperty(NiftiFiles.ROUNDED, String.format(Locale.ROOT, "%.0f", value));
            return;
        }
    }

    private int length(char axis) {
        int at = axes.indexOf(axis);
        return at < 0 ? 1 : size[at];
    }

    private ImagePlus image() throws IOException {
        for (char axis : axes.toCharArray()) {
            if (ORDER.indexOf(axis) < 0) throw new IOException("its axis " + axis + " is not known");
        }
        int[] counts = {length('c'), length('z'), length('t')};
        ImageStack stack = new ImageStack(length('x'), length('y'));
        for (int t = 0; t < counts[2]; t++) {
            for (int z = 0; z < counts[1]; z++) {
                for (int c = 0; c < counts[0]; c++) stack.addSlice(plane(c, z, t));
            }
        }
        ImagePlus imp = new ImagePlus("", stack);
        imp.setDimensions(counts[0], counts[1], counts[2]);
        imp.setOpenAsHyperStack(imp.getStackSize() > 1);
        imp.resetDisplayRange();
        return imp;
    }

    private ImageProcessor plane(int c, int z, int t) {
        int width = length('x');
        int height = length('y');
        int first = c * step('c') + z * step('z') + t * step('t');
        ImageProcessor plane = bits <= 8
                ? new ByteProcessor(width, height)
                : bits <= 16 ? new ShortProcessor(width, height) : new FloatProcessor(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                plane.setf(x, y, number(first + y * step('y') + x * step('x')));
            }
        }
        return plane;
    }

    private float number(int index) {
        if (values instanceof byte[] bytes) return bytes[index] & 0xFF;
        if (values instanceof int[] ints) return ints[index];
        Object value = Array.get(values, index);
        if (value instanceof Number number) return number.floatValue();
        return "true".equalsIgnoreCase(String.valueOf(value)) ? 1 : 0;
    }

    private int step(char axis) {
        int at = axes.indexOf(axis);
        if (at < 0) return 0;
        int step = 1;
        for (int d = at + 1; d < size.length; d++) step *= size[d];
        return step;
    }
}
