package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
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
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import sc.fiji.unet.base.Progress;

/**
 * PNG and JPEG files as they are stored: indices stay indices, 16-bit color stays 16-bit as three channels, alpha is
 * dropped with a note. ImageJ's own way blends alpha with white and cuts color to 8 bit.
 */
final class RasterFiles {
    private static final Pattern DAMAGE = Pattern.compile("(?i).*(truncat|premature|corrupt|missing EOI).*");

    private RasterFiles() {}

    static ImagePlus open(Path file, Progress progress) throws IOException {
        BufferedImage image = read(file);
        if (image.getColorModel() instanceof IndexColorModel colors) return indexed(image.getRaster(), colors);
        int bands = image.getSampleModel().getNumBands();
        if (bands == 2 || bands == 4) progress.note(file.getFileName() + ": alpha channel dropped");
        return bands < 3 ? new ImagePlus("", band(image.getRaster(), 0)) : color(image.getRaster());
    }

    private static BufferedImage read(Path file) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) throw new IOException("its format is not known");
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return undamaged(reader);
            } finally {
                reader.dispose();
            }
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
        int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), b, (int[]) null);
        short[] pixels = new short[samples.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (short) samples[i];
        return new ShortProcessor(raster.getWidth(), raster.getHeight(), pixels, null);
    }

    private static byte[] bytes(Raster raster, int b) {
        int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), b, (int[]) null);
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) samples[i];
        return pixels;
    }
}
