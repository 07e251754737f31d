package sc.fiji.unet.tiff;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Strips of CCITT Huffman, Group 3 and Group 4, each handed to the JDK's decoder as a TIFF file of one strip. */
final class FaxStrips {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int TAGS = 10;
    private static final int START = 8 + 2 + TAGS * 12 + 4;

    private FaxStrips() {}

    /** Rows of one bit a pixel, the highest first: runs of white are 0, whatever the page takes 0 for, and so the JDK gives 1. */
    static byte[] unpack(TiffPage page, byte[] packed, int height) throws IOException {
        if (page.type().bits() != 1 || page.grid.samples() != 1)
            throw new IOException("it is damaged: CCITT of " + page.type().bits() + " bits, expected 1");
        Raster raster = JdkDecoder.decode("tiff", "CCITT", wrapped(page, packed, height));
        int width = page.grid.chunkWidth();
        int row = (width + 7) / 8;
        byte[] pixels = new byte[row * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (raster.getSample(x, y, 0) == 0) pixels[y * row + x / 8] |= (byte) (0x80 >> x % 8);
            }
        }
        return pixels;
    }

    private static byte[] wrapped(TiffPage page, byte[] packed, int height) {
        ByteBuffer out = ByteBuffer.allocate(START + packed.length);
        out.putShort((short) 0x4D4D).putShort((short) 42).putInt(8).putShort((short) TAGS);
        tag(out, TiffTags.WIDTH, page.grid.chunkWidth());
        tag(out, TiffTags.HEIGHT, height);
        tag(out, TiffTags.BITS, 1);
        tag(out, TiffTags.COMPRESSION, (int) page.faxKind);
        tag(out, TiffTags.PHOTOMETRIC, TiffPage.WHITE_IS_ZERO);
        tag(out, TiffTags.STRIP_OFFSETS, START);
        tag(out, TiffTags.SAMPLES, 1);
        tag(out, TiffTags.ROWS_PER_STRIP, height);
        tag(out, TiffTags.STRIP_COUNTS, packed.length);
        tag(out, page.faxKind == 4 ? TiffTags.T6_OPTIONS : TiffTags.T4_OPTIONS, (int) page.faxOptions);
        return out.putInt(0).put(packed).array();
    }

    /** The JDK's decoder wants small numbers as shorts, which lie to the left. */
    private static void tag(ByteBuffer out, int tag, int value) {
        boolean small = tag == TiffTags.BITS
                || tag == TiffTags.COMPRESSION
                || tag == TiffTags.PHOTOMETRIC
                || tag == TiffTags.SAMPLES;
        out.putShort((short) tag).putShort((short) (small ? SHORT : LONG)).putInt(1);
        out.putInt(small ? value << Short.SIZE : value);
    }
}
