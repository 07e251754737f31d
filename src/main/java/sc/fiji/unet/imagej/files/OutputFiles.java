package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.RenderedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.export.SampleWriter;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.LabelPlanes;
import sc.fiji.unet.imagej.labels.OverlayPicture;
import sc.fiji.unet.imagej.labels.ProbabilityImages;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.PlaneStack;
import sc.fiji.unet.tiff.RowTiff;

/** Writes what a segmentation gives as ImageJ's TIFF, with class names in the image info, and as PNG. */
public final class OutputFiles implements SampleWriter {
    /** Some less than the 4 GB of a plain TIFF. */
    private static final long MOST_PLAIN_BYTES = 4_000_000_000L;

    @Override
    public void labels(
            Path file,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes,
            ImageSource source) {
        writeTiff(file, LabelPlanes.toImagePlus(labels, classes, source));
    }

    /** Writes plane labels (axes x, y) as PNG: with a palette when 8 bit, 16-bit gray otherwise. */
    public static void labelsPng(
            Path file, RandomAccessibleInterval<? extends IntegerType<?>> labels, ClassList classes) {
        if (labels.numDimensions() != 2) {
            throw new InputException(file + ": PNG holds a single plane, got labels with " + labels.numDimensions()
                    + " axes. Choose TIFF.");
        }
        ImageProcessor plane = LabelPlanes.plane(labels, file.toString());
        if (plane.getBitDepth() == 8) {
            IndexColorModel palette = LabelPlanes.lut(classes, 255);
            BufferedImage image = new BufferedImage(
                    plane.getWidth(), plane.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, opaque(palette));
            image.getRaster().setDataElements(0, 0, plane.getWidth(), plane.getHeight(), plane.getPixels());
            writePng(file, image);
        } else if (plane.getBitDepth() > Short.SIZE) {
            throw new InputException(
                    file + ": PNG holds labels up to 65535, got " + (long) plane.getStats().max + ". Choose TIFF.");
        } else {
            writePng(file, ((ShortProcessor) plane).get16BitBufferedImage());
        }
    }

    /** Writes probabilities as a 32-bit TIFF with a channel a class, each in the color of its class. */
    @Override
    public void probabilities(
            Path file, RandomAccessibleInterval<FloatType> probabilities, ClassList classes, ImageSource source) {
        writeTiff(file, probabilityImage(probabilities, classes, source));
    }

    @Override
    public void image(Path file, ImageSource image) {
        writeTiff(file, ImagePlusSources.toImagePlus(image));
    }

    /** Writes a PNG file: the classes over the image, as {@link OverlayPicture} draws them. */
    @Override
    public void overlay(
            Path file,
            ImageSource source,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes) {
        writePng(file, OverlayPicture.render(source, labels, classes));
    }

    private static ImagePlus probabilityImage(
            RandomAccessibleInterval<FloatType> probabilities, ClassList classes, ImageSource source) {
        int rank = probabilities.numDimensions() - 1;
        int channels = (int) probabilities.dimension(rank);
        int depth = rank == 3 ? (int) probabilities.dimension(2) : 1;
        ClassList shown = ProbabilityImages.shown(classes, channels);
        ImageStack stack = PlaneStack.of(
                channels * depth,
                i -> {
                    RandomAccessibleInterval<FloatType> one = Views.hyperSlice(probabilities, rank, i % channels);
                    return floatPlane(rank == 3 ? Views.hyperSlice(one, 2, one.min(2) + i / channels) : one);
                },
                i -> shown.get(i % channels).name());
        ImagePlus image = new ImagePlus(source.name(), stack);
        image.setDimensions(channels, depth / source.frames(), source.frames());
        ImagePlusSources.calibrate(image, source.pixelSize(), source.unit());
        image.setDisplayRange(0, 1);
        return channels == 1 ? image : ProbabilityImages.colored(image, shown);
    }

    private static FloatProcessor floatPlane(RandomAccessibleInterval<FloatType> plane) {
        float[] pixels = new float[Math.toIntExact(plane.size())];
        Cursor<FloatType> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < pixels.length; i++) pixels[i] = cursor.next().get();
        return new FloatProcessor((int) plane.dimension(0), (int) plane.dimension(1), pixels);
    }

    /** As FileSaver does, but failing by exception and never by dialog. */
    public static void writeTiff(Path file, ImagePlus image) {
        TiffEncoder encoder = encoder(image);
        AtomicFiles.write(file, temporary -> {
            try (DataOutputStream out = output(temporary)) {
                encoder.write(out);
            }
        });
    }

    /**
     * The same of planes each of which memory has no room for: row by row, as a BigTIFF where a plain one is too short.
     *
     * @param like of one pixel a plane, all else of which is that of the planes
     * @param size of a plane along x, y
     * @param rows puts the values of the next row into an array, called once a row of each plane
     */
    public static void writeRows(Path file, ImagePlus like, int[] size, Consumer<int[]> rows) {
        writeRows(file, like, size, rows, MOST_PLAIN_BYTES);
    }

    static void writeRows(Path file, ImagePlus like, int[] size, Consumer<int[]> rows, long mostPlain) {
        TiffEncoder encoder = encoder(like);
        AtomicFiles.write(file, temporary -> {
            ByteArrayOutputStream onePixel = new ByteArrayOutputStream();
            encoder.write(new DataOutputStream(onePixel));
            try (DataOutputStream out = output(temporary)) {
                new RowTiff(onePixel.toByteArray(), size[0], size[1], like.getStackSize()).write(out, rows, mostPlain);
            }
        });
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    private static TiffEncoder encoder(ImagePlus image) {
        FileSaver saver = new FileSaver(image);
        FileInfo info = image.getFileInfo();
        info.description = saver.getDescriptionString();
        info.info = image.getInfoProperty();
        info.properties = image.getPropertiesAsArray();
        info.sliceLabels = image.getStack().getSliceLabels();
        if (image.getStack() instanceof VirtualStack planes) info.virtualStack = planes;
        if (image.isComposite()) saver.saveDisplayRangesAndLuts(image, info);
        return new TiffEncoder(info);
    }

    /** Writes any picture as PNG. */
    public static void writePng(Path file, RenderedImage image) {
        AtomicFiles.write(file, temporary -> {
            if (!ImageIO.write(image, "png", temporary.toFile()))
                throw new IOException("no PNG encoder for this image");
        });
    }

    /** Palettes with an alpha channel confuse other readers. */
    private static IndexColorModel opaque(IndexColorModel lut) {
        byte[][] rgb = new byte[3][256];
        lut.getReds(rgb[0]);
        lut.getGreens(rgb[1]);
        lut.getBlues(rgb[2]);
        return new IndexColorModel(8, 256, rgb[0], rgb[1], rgb[2]);
    }
}
