package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Portable bitmaps in their binary form (P4 of Netpbm): rows of whole bytes, a 1 is black. ImageJ loses bits of these, and
 * reads the other forms of the family well.
 */
final class BitmapFiles {
    private static final int SIGN = 'P' << Byte.SIZE | '4';

    private BitmapFiles() {}

    /** By its first bytes. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (in.read() << Byte.SIZE | in.read()) == SIGN;
        }
    }

    /** As ImageJ gives the text form: black is 0, white is 255. */
    static ImagePlus open(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.skipNBytes(2);
            int width = number(in);
            int height = number(in);
            int row = width / Byte.SIZE + (width % Byte.SIZE == 0 ? 0 : 1);
            if (width < 1 || height < 1 || (long) row * height > Files.size(file)) throw cutOff();
            ByteProcessor pixels = new ByteProcessor(width, height);
            for (int y = 0; y < height; y++) {
                byte[] bits = in.readNBytes(row);
                if (bits.length < row) throw cutOff();
                for (int x = 0; x < width; x++) {
                    if ((bits[x / Byte.SIZE] & 0x80 >> x % Byte.SIZE) == 0) pixels.set(x, y, 255);
                }
            }
            return new ImagePlus("", pixels);
        }
    }

    /** The next number, and the one blank after it; comments go from # to the end of their line. */
    private static int number(InputStream in) throws IOException {
        int next = in.read();
        while (next == '#' || Character.isWhitespace(next)) {
            if (next == '#') skipLine(in);
            next = in.read();
        }
        long number = 0;
        for (; next >= '0' && next <= '9' && number <= Integer.MAX_VALUE; next = in.read()) {
            number = 10 * number + next - '0';
        }
        if (!Character.isWhitespace(next) || number > Integer.MAX_VALUE) throw new IOException("its header is damaged");
        return (int) number;
    }

    private static void skipLine(InputStream in) throws IOException {
        int next = in.read();
        while (next != '\n' && next >= 0) next = in.read();
    }

    private static IOException cutOff() {
        return new IOException("it is cut off, or its header damaged");
    }
}
