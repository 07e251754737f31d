package sc.fiji.unet.segment;

import java.nio.file.Path;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.image.ImageSource;

/**
 * Writes label images and pictures of them. Files appear whole or not at all; a folder that cannot be written to throws
 * UncheckedIOException. Thread safe.
 */
public interface LabelWriter {
    /** Writes labels (axes x, y, (z)) as TIFF with colour table, pixel size and class names. */
    void labels(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            List<ClassInfo> classes,
            ImageSource source);

    /** Writes probabilities (axes x, y, (z), class) as 32-bit TIFF with one channel a class. */
    void probabilities(
            Path file, RandomAccessibleInterval<FloatType> probabilities, List<ClassInfo> classes, ImageSource source);

    /** Writes a picture of the labels over their image as PNG. */
    void overlay(
            Path file,
            ImageSource source,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            List<ClassInfo> classes);
}
