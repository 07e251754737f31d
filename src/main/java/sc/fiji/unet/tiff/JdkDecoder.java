package sc.fiji.unet.tiff;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The pixels of strips that the JDK's decoders know how to read. */
final class JdkDecoder {
    private JdkDecoder() {}

    /**
     * The numbers that a file holds; what the decoder only warns of is damage.
     *
     * @param format of the file, as the JDK calls it
     * @param name of the compression, for messages
     */
    static Raster decode(String format, String name, byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        AtomicReference<String> damage = new AtomicReference<>();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> damage.set(warning));
            Raster raster = reader.canReadRaster()
                    ? reader.readRaster(0, null)
                    : reader.read(0).getRaster();
            if (damage.get() != null) throw new IOException("it is damaged: " + name + " says " + damage.get());
            return raster;
        } catch (RuntimeException e) {
            throw new IOException("it is cut off or damaged: its " + name + " data cannot be unpacked", e);
        } finally {
            reader.dispose();
        }
    }
}
