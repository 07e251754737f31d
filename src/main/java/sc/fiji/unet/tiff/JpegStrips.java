package sc.fiji.unet.tiff;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Strips and tiles of JPEG by the JDK's decoder. Whether colors are YCbCr says the page, never JPEG's own marks, which
 * many writers leave out.
 */
final class JpegStrips {
    private static final int BITS = 16;

    private JpegStrips() {}

    /** Pixels of this many rows, channel by channel within each pixel. */
    static byte[] unpack(TiffPage page, byte[] packed, int height) throws IOException {
        if (page.type().bits() != 8)
            throw new UnsupportedTiffException("it is compressed by JPEG of "
                    + page.type().bits() + " bits, expected 8. In Fiji, Bio-Formats may read it");
        Raster raster = JdkDecoder.decode("jpeg", "JPEG", whole(page.jpegTables, packed));
        int width = page.grid.chunkWidth();
        int samples = page.grid.samples();
        if (raster.getWidth() < width || raster.getHeight() < height || raster.getNumBands() != samples)
            throw new IOException("it is damaged: a strip or tile has " + raster.getWidth() + " x " + raster.getHeight()
                    + " x " + raster.getNumBands() + " values, expected " + width + " x " + height + " x " + samples);
        byte[] pixels = new byte[width * height * samples];
        int[] row = new int[width * samples];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            if (page.photometric == TiffPage.YCBCR && samples == 3) toRgb(row);
            for (int i = 0; i < row.length; i++) pixels[y * row.length + i] = (byte) row[i];
        }
        return pixels;
    }

    /** Tables that all strips share stand in a file of their own: its end and the strip's start are left out. */
    private static byte[] whole(byte[] tables, byte[] packed) {
        if (tables.length < 4 || packed.length < 2) return packed;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tables, 0, tables.length - 2);
        all.write(packed, 2, packed.length - 2);
        return all.toByteArray();
    }

    /** ITU-R BT.601 of full range, rounded as libjpeg does. */
    private static void toRgb(int[] row) {
        for (int i = 0; i + 2 < row.length; i += 3) {
            int y = row[i];
            int cb = row[i + 1] - 128;
            int cr = row[i + 2] - 128;
            row[i] = clamped(y + (fixed(1.40200) * cr + half() >> BITS));
            row[i + 1] = clamped(y + (-fixed(0.34414) * cb - fixed(0.71414) * cr + half() >> BITS));
            row[i + 2] = clamped(y + (fixed(1.77200) * cb + half() >> BITS));
        }
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    private static int half() {
        return 1 << BITS - 1;
    }

    private static int clamped(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
