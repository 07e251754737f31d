package sc.fiji.unet.track;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Writes pictures of packed RGB pixels as PNG files in memory. */
final class Png {
    private Png() {}

    /** Encodes rows of 0xRRGGBB. */
    static byte[] encode(int width, int height, int[] rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a picture of " + width + " x " + height + " as PNG.", e);
        }
        return out.toByteArray();
    }
}
