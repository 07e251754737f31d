package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.TiffEncoder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;
import sc.fiji.unet.imagej.labels.LabelPlanes;
import sc.fiji.unet.tiff.BigTiff;
import sc.fiji.unet.tiff.OmeText;

/** Writes label images as OME-TIFF. */
public final class OmeTiffs {
    /** Some less than the 4 GB of a plain TIFF, which tells of all its planes at its end. */
    private static final long MOST_PLAIN_BYTES = 4_000_000_000L;

    private OmeTiffs() {}

    /**
     * Creates or replaces a file.
     *
     * @param labels axes x, y, (z)
     * @param source has name and pixel size
     * @param classes names by the numbers that stand for them, or by runs of these such as 7-12
     */
    public static void write(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ImageSource source,
            Map<String, String> classes) {
        write(file, labels, source, classes, MOST_PLAIN_BYTES);
    }

    /** As above; what is longer than so many bytes becomes a BigTIFF. */
    static void write(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ImageSource source,
            Map<String, String> classes,
            long mostPlain) {
        ImagePlus image = LabelPlanes.toImagePlus(labels, ClassList.NONE, source);
        int[] size = {image.getWidth(), image.getHeight(), image.getNSlices(), image.getNFrames()};
        String type = image.getBitDepth() == 8 ? "uint8" : image.getBitDepth() == 16 ? "uint16" : "float";
        String text = new OmeText(source.name(), size, type, micrometers(source), classes).xml();
        long bytes = (long) size[0] * size[1] * image.getStackSize() * image.getBitDepth() / Byte.SIZE;
        AtomicFiles.write(file, temporary -> {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                if (bytes > mostPlain) big(image.getStack(), text, out);
                else new TiffEncoder(plain(image, text)).write(out);
            }
        });
    }

    private static void big(ImageStack stack, String text, OutputStream out) throws IOException {
        IntFunction<Object> plane = i -> stack.getProcessor(i + 1).getPixels();
        new BigTiff(stack.getWidth(), stack.getHeight(), stack.getSize(), plane).write(out, text);
    }

    private static FileInfo plain(ImagePlus image, String text) {
        FileInfo info = image.getFileInfo();
        info.description = text;
        if (image.getStack() instanceof VirtualStack planes) info.virtualStack = planes;
        info.info = null;
        info.properties = null;
        info.sliceLabels = null;
        return info;
    }

    private static double[] micrometers(ImageSource source) {
        if (!LengthUnit.known(source.unit())) return null;
        double unit = LengthUnit.micrometers(source.unit());
        return Arrays.stream(source.pixelSize()).map(size -> size * unit).toArray();
    }
}
