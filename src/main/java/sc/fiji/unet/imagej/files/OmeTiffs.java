package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.TiffEncoder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;
import sc.fiji.unet.imagej.labels.LabelPlanes;
import sc.fiji.unet.tiff.OmeText;

/** Writes label images as OME-TIFF. */
public final class OmeTiffs {
    private OmeTiffs() {}

    /**
     * Creates or replaces a file.
     *
     * @param labels axes x, y, (z)
     * @param source has name and pixel size
     * @param classes names by the numbers that stand for them
     */
    public static void write(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ImageSource source,
            Map<Integer, String> classes) {
        ImagePlus image = LabelPlanes.toImagePlus(labels, ClassList.NONE, source);
        int[] size = {image.getWidth(), image.getHeight(), image.getNSlices(), image.getNFrames()};
        String type = image.getBitDepth() == 8 ? "uint8" : image.getBitDepth() == 16 ? "uint16" : "float";
        FileInfo info = image.getFileInfo();
        info.description = new OmeText(source.name(), size, type, micrometers(source), classes).xml();
        if (image.getStack() instanceof VirtualStack planes) info.virtualStack = planes;
        info.info = null;
        info.properties = null;
        info.sliceLabels = null;
        AtomicFiles.write(file, temporary -> {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                new TiffEncoder(info).write(out);
            }
        });
    }

    private static double[] micrometers(ImageSource source) {
        if (!LengthUnit.known(source.unit())) return null;
        double unit = LengthUnit.micrometers(source.unit());
        return Arrays.stream(source.pixelSize()).map(size -> size * unit).toArray();
    }
}
