package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;

/**
 * PNG and JPEG files as they are stored: indices stay indices, 16-bit color stays 16-bit as three channels, alpha is
 * dropped with a note. ImageJ's own way blends alpha with white and cuts color to 8 bit.
 */
final class RasterFiles {
    private static final Pattern DAMAGE = Pattern.compile("(?i).*(truncat|premature|corrupt|missing EOI).*");

    /** Times that bytes of each kind can grow by unpacking. */
    private static final long MOST_DEFLATED = 1040;

    private static final long MOST_JPEG = 2048;
    private static final long MOST_LZW = 4096;
    private static final int GIF_HEADER = 10;
    private static final long SLACK = 1 << 16;

    private RasterFiles() {}

    static ImagePlus open(Path file, Progress progress) throws IOException {
        boolean png = ImageFormats.type(file) == Opener.PNG;
        if (png) PngChecksums.require(file);
        BufferedImage image = read(file, png ? MOST_DEFLATED : MOST_JPEG);
        if (image.getColorModel() instanceof IndexColorModel colors) return indexed(image.getRaster(), colors);
        int bands = image.getSampleModel().getNumBands();
        if (!png && bands > 3) throw new IOException("its colors are those of print (CMYK): save it as RGB");
        if (bands == 2 || bands == 4) progress.note(file.getFileName() + ": alpha channel dropped");
        ImagePlus imp = bands < 3 ? new ImagePlus("", band(image.getRaster(), 0)) : color(image.getRaster());
        if (!png) imp.setProperty(ImagePlusLabels.LOSSY, true);
        return imp;
    }

    private static BufferedImage read(Path file, long growth) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) throw new IOException("its format is not known");
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                requirePixels(reader, Files.size(file) * growth + SLACK);
                return undamaged(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Refuses a header that promises more than any file of this size can hold. */
    private static void requirePixels(ImageReader reader, long most) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels / Byte.SIZE <= most && pixels <= Integer.MAX_VALUE - 8) return;
        throw new IOException("it says that it has " + reader.getWidth(0) + " x " + reader.getHeight(0)
                + " pixels, more than its bytes or an array can hold");
    }

    /**
     * Refuses a GIF or BMP file that promises more than its bytes can hold: ImageJ's readers believe whatever a header says.
     * Every frame of an animation counts, as each becomes a whole image.
     */
    static void requireSound(Path file) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) throw new IOException("its format is not known");
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, false, true);
                int frames = reader.getNumImages(true);
                if (frames == 0) throw new IOException("it is damaged: no image is found in it");
                long screen = screen(file);
                for (int i = 0; i < frames; i++) {
                    screen = Math.max(screen, (long) reader.getWidth(i) * reader.getHeight(i));
                }
                if (frames * screen <= Files.size(file) * MOST_LZW + SLACK) return;
                throw new IOException("it says that it has " + frames + " images of " + screen
                        + " pixels, more than its " + Files.size(file) + " bytes can hold");
            } finally {
                reader.dispose();
            }
        }
    }

    /** The pixels of the canvas that the frames of a GIF file are painted on; 0 for other files. */
    private static long screen(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            ByteBuffer start = ByteBuffer.wrap(in.readNBytes(GIF_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
            if (start.capacity() < GIF_HEADER || start.get(0) != 'G') return 0;
            return (start.getShort(6) & 0xFFFFL) * (start.getShort(8) & 0xFFFFL);
        }
    }

    /** The JPEG decoder only warns where a file ends too early, and paints the rest gray. */
    private static BufferedImage undamaged(ImageReader reader) throws IOException {
        AtomicReference<String> damage = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (DAMAGE.matcher(warning).matches()) damage.set(warning);
        });
        BufferedImage image = reader.read(0);
        if (damage.get() != null) throw new IOException("it is damaged or cut off (" + damage.get() + ")");
        return image;
    }

    private static ImagePlus indexed(Raster raster, IndexColorModel colors) {
        byte[][] rgb = new byte[3][256];
        colors.getReds(rgb[0]);
        colors.getGreens(rgb[1]);
        colors.getBlues(rgb[2]);
        ImageProcessor indices = band(raster, 0);
        indices.setColorModel(new LUT(rgb[0], rgb[1], rgb[2]));
        return new ImagePlus("", indices);
    }

    private static ImagePlus color(Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (raster.getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE) {
            ColorProcessor rgb = new ColorProcessor(width, height);
            rgb.setRGB(bytes(raster, 0), bytes(raster, 1), bytes(raster, 2));
            return new ImagePlus("", rgb);
        }
        ImageStack stack = new ImageStack(width, height);
        for (int b = 0; b < 3; b++) stack.addSlice(band(raster, b));
        ImagePlus imp = new ImagePlus("", stack);
        imp.setDimensions(3, 1, 1);
        return imp;
    }

    private static ImageProcessor band(Raster raster, int b) {
        if (raster.getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE) {
            return new ByteProcessor(raster.getWidth(), raster.getHeight(), bytes(raster, b));
        }
        int width = raster.getWidth();
        short[] pixels = new short[width * raster.getHeight()];
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, b, row);
            for (int x = 0; x < width; x++) pixels[y * width + x] = (short) row[x];
        }
        return new ShortProcessor(width, raster.getHeight(), pixels, null);
    }

    private static byte[] bytes(Raster raster, int b) {
        int width = raster.getWidth();
        byte[] pixels = new byte[width * raster.getHeight()];
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, b, row);
            for (int x = 0; x < width; x++) pixels[y * width + x] = (byte) row[x];
        }
        return pixels;
    }
}
