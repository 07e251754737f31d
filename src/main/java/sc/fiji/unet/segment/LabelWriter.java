package sc.fiji.unet.segment;

import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;

/**
 * Writes label images and pictures of them. Files appear whole or not at all; a folder that cannot be written to throws
 * UncheckedIOException. Thread safe.
 */
public interface LabelWriter {
    /** Writes labels (axes x, y, (z)) as TIFF with color table, pixel size and class names. */
    void labels(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes,
            ImageSource source);

    /** Writes probabilities (axes x, y, (z), class) as 32-bit TIFF with one channel a class. */
    void probabilities(
            Path file, RandomAccessibleInterval<FloatType> probabilities, ClassList classes, ImageSource source);

    /** Writes a picture of the labels over their image as PNG. */
    void overlay(
            Path file,
            ImageSource source,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes);
}
