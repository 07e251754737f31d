package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Writes small image files whose pixels follow a formula. */
public final class SampleFiles {
    /** The value of a pixel. */
    @FunctionalInterface
    public interface Pixel {
        int at(int x, int y);
    }

    private SampleFiles() {}

    /** A PNG or JPEG of one of {@link BufferedImage}'s types: gray levels, or 0xAARRGGBB. */
    public static Path raster(Path file, int type, int width, int height, Pixel pixel) {
        BufferedImage image = new BufferedImage(width, height, type);
        boolean gray = image.getSampleModel().getNumBands() == 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (gray) image.getRaster().setSample(x, y, 0, pixel.at(x, y));
                else image.setRGB(x, y, pixel.at(x, y));
            }
        }
        return save(image, file);
    }

    /** A palette PNG of the given indices. */
    public static Path palette(Path file, int[] colors, int width, int height, Pixel index) {
        IndexColorModel model = new IndexColorModel(8, colors.length, colors, 0, false, -1, 0);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) image.getRaster().setSample(x, y, 0, index.at(x, y));
        }
        return save(image, file);
    }

    /** A TIFF as ImageJ saves it. */
    public static Path tiff(Path file, ImagePlus imp) {
        FileSaver saver = new FileSaver(imp);
        boolean saved =
                imp.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver.saveAsTiff(file.toString());
        if (!saved) throw new IllegalStateException("not saved: " + file);
        return file;
    }

    /** A 16-bit DICOM file with an intercept of -1024. */
    public static Path dicom(Path file, int width, int height, Pixel pixel) throws IOException {
        return dicom(file, width, height, pixel, Map.of(0x00281052, "-1024", 0x00281053, "1"));
    }

    /** A 16-bit DICOM file with these decimal strings and identifiers, by 0xGGGGEEEE. */
    public static Path dicom(Path file, int width, int height, Pixel pixel, Map<Integer, String> tags)
            throws IOException {
        TreeMap<Integer, String> sorted = new TreeMap<>(tags);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        element(out, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII));
        texts(out, sorted.headMap(0x00280000));
        element(out, 0x0028, 0x0002, "US", shorts(1));
        element(out, 0x0028, 0x0004, "CS", "MONOCHROME2 ".getBytes(StandardCharsets.US_ASCII));
        element(out, 0x0028, 0x0010, "US", shorts(height));
        element(out, 0x0028, 0x0011, "US", shorts(width));
        element(out, 0x0028, 0x0100, "US", shorts(16));
        element(out, 0x0028, 0x0103, "US", shorts(0));
        texts(out, sorted.tailMap(0x00280000));
        int[] values = new int[width * height];
        for (int i = 0; i < values.length; i++) values[i] = pixel.at(i % width, i / width);
        element(out, 0x7FE0, 0x0010, "OW", shorts(values));
        return Files.write(file, out.toByteArray());
    }

    private static void texts(ByteArrayOutputStream out, Map<Integer, String> tags) throws IOException {
        for (Map.Entry<Integer, String> tag : tags.entrySet()) {
            String even = tag.getValue() + " ".repeat(tag.getValue().length() % 2);
            String vr = tag.getKey() == 0x0020000E ? "UI" : "DS";
            element(out, tag.getKey() >>> 16, tag.getKey() & 0xFFFF, vr, even.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The first part of a file, under another name. */
    public static Path cut(Path whole, Path file, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(file, java.util.Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    private static void element(ByteArrayOutputStream out, int group, int element, String vr, byte[] value)
            throws IOException {
        boolean wide = vr.equals("OW");
        ByteBuffer head = ByteBuffer.allocate(wide ? 12 : 8).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) group).putShort((short) element).put(vr.getBytes(StandardCharsets.US_ASCII));
        if (wide) head.putShort((short) 0).putInt(value.length);
        else head.putShort((short) value.length);
        out.write(head.array());
        out.write(value);
    }

    private static byte[] shorts(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) buffer.putShort((short) value);
        return buffer.array();
    }

    private static Path save(BufferedImage image, Path file) {
        String name = file.getFileName().toString();
        try {
            if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
                throw new IllegalStateException("no writer for " + name);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
