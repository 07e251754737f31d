package sc.fiji.unet.samples;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;
import sc.fiji.unet.base.AtomicFiles;

/** Writes painted pictures as the files that people have. */
final class PaintedFiles {
    /** Pixels of a stack for each micrometer. */
    private static final long PER_MICRON = 2;

    private PaintedFiles() {}

    /** Writes a picture: {@code png}, or {@code tif} with LZW. */
    static void image(Path file, BufferedImage image, String format) {
        AtomicFiles.write(file, temporary -> {
            ImageWriter writer = ImageIO.getImageWritersBySuffix(format).next();
            try (ImageOutputStream out = ImageIO.createImageOutputStream(temporary.toFile())) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(image, null, null), compressed(writer, "LZW"));
            } finally {
                writer.dispose();
            }
        });
    }

    /** Writes slices as a TIFF file (deflate), with the size of a voxel as ImageJ says it. */
    static void stack(Path file, List<BufferedImage> slices, int spacing) {
        AtomicFiles.write(file, temporary -> {
            ImageWriter writer = ImageIO.getImageWritersBySuffix("tif").next();
            try (ImageOutputStream out = ImageIO.createImageOutputStream(temporary.toFile())) {
                writer.setOutput(out);
                writer.prepareWriteSequence(null);
                for (BufferedImage slice : slices) {
                    ImageWriteParam param = compressed(writer, "Deflate");
                    IIOMetadata metadata =
                            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(slice), param);
                    TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
                    describe(directory, slices.size(), (double) spacing / PER_MICRON);
                    add(directory, BaselineTIFFTagSet.TAG_ROWS_PER_STRIP, TIFFTag.TIFF_LONG, new long[] {
                        slice.getHeight()
                    });
                    writer.writeToSequence(new IIOImage(slice, null, directory.getAsMetadata()), param);
                }
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        });
    }

    private static ImageWriteParam compressed(ImageWriter writer, String type) {
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (List.of(writer.getOriginatingProvider().getFileSuffixes()).contains("tif")) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(type);
        }
        return param;
    }

    private static void describe(TIFFDirectory directory, int slices, double spacing) {
        String text =
                "ImageJ=1.54f\nimages=" + slices + "\nslices=" + slices + "\nunit=micron\nspacing=" + spacing + "\n";
        add(directory, BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION, TIFFTag.TIFF_ASCII, new String[] {text});
        for (int tag : new int[] {BaselineTIFFTagSet.TAG_X_RESOLUTION, BaselineTIFFTagSet.TAG_Y_RESOLUTION})
            add(directory, tag, TIFFTag.TIFF_RATIONAL, new long[][] {{PER_MICRON, 1}});
        add(directory, BaselineTIFFTagSet.TAG_RESOLUTION_UNIT, TIFFTag.TIFF_SHORT, new char[] {
            BaselineTIFFTagSet.RESOLUTION_UNIT_NONE
        });
    }

    private static void add(TIFFDirectory directory, int tag, int type, Object values) {
        TIFFTag known = BaselineTIFFTagSet.getInstance().getTag(tag);
        directory.addTIFFField(new TIFFField(known, type, 1, values));
    }
}
