package sc.fiji.unet.dicom;

import java.io.IOException;

/**
 * How the pixels of a file are stored. Only the stored bits of a value count: the others may hold overlays or nothing.
 *
 * @param columns pixels in a row
 * @param rows of a frame
 * @param frames in the file
 * @param photometric what the values mean
 * @param planar whether the samples of color lie plane by plane instead of pixel by pixel
 * @param bits of a sample
 */
public record PixelFormat(int columns, int rows, int frames, Photometric photometric, boolean planar, Bits bits) {
    /**
     * Which bits of a sample hold its value.
     *
     * @param allocated bits that a sample takes in the file
     * @param stored bits that hold the value
     * @param high the highest of those, counted from 0
     * @param signed whether the value is a two's complement
     * @param real whether it is a floating-point number
     */
    public record Bits(int allocated, int stored, int high, boolean signed, boolean real) {}

    static PixelFormat of(DicomData data, int pixelTag) throws IOException {
        Photometric photometric = Photometric.of(data);
        double[] frames = data.numbers(DicomTags.FRAMES);
        PixelFormat format = new PixelFormat(
                data.whole(DicomTags.COLUMNS, 0),
                data.whole(DicomTags.ROWS, 0),
                frames.length == 0 ? 1 : (int) frames[0],
                photometric,
                data.whole(DicomTags.PLANAR, 0) == 1,
                bits(data, pixelTag));
        return format.checked();
    }

    private static Bits bits(DicomData data, int pixelTag) {
        if (pixelTag == DicomTags.FLOAT_PIXELS) return new Bits(32, 32, 31, true, true);
        if (pixelTag == DicomTags.DOUBLE_PIXELS) return new Bits(64, 64, 63, true, true);
        int allocated = data.whole(DicomTags.BITS_ALLOCATED, 16);
        int stored = data.whole(DicomTags.BITS_STORED, allocated);
        int high = data.whole(DicomTags.HIGH_BIT, stored - 1);
        return new Bits(allocated, stored, high, data.whole(DicomTags.SIGNED, 0) == 1, false);
    }

    private PixelFormat checked() throws IOException {
        if (columns < 1 || rows < 1 || frames < 1 || (long) columns * rows > Integer.MAX_VALUE) {
            throw new IOException(
                    "its header names impossible sizes: " + columns + " x " + rows + " pixels, " + frames + " frames");
        }
        if (photometric == Photometric.YBR_FULL_422 && columns % 2 == 1) {
            throw new IOException("its YBR_FULL_422 rows have " + columns + " pixels, expected an even number");
        }
        boolean whole = bits.allocated == 1 || bits.allocated == 8 || bits.allocated == 16 || bits.allocated == 32;
        boolean inside = bits.stored >= 1 && bits.high >= bits.stored - 1 && bits.high < bits.allocated;
        if (!bits.real && !(whole && inside)) {
            throw new IOException("its values of " + bits.stored + " bits up to bit " + bits.high + " in "
                    + bits.allocated + " allocated bits are not read, but 1, 8, 16 and 32 allocated bits are");
        }
        boolean gray = photometric == Photometric.MONOCHROME2 || photometric == Photometric.MONOCHROME1 && !bits.real;
        if (gray || !bits.signed && (bits.allocated == 8 || bits.allocated == 16 && !luminance())) return this;
        throw new IOException("its " + photometric.title() + " pixels of "
                + bits.allocated + (bits.real ? " floating-point" : bits.signed ? " signed" : "")
                + " bits are not read, but unsigned ones of 8 bits are");
    }

    private boolean luminance() {
        return photometric == Photometric.YBR_FULL || photometric == Photometric.YBR_FULL_422;
    }

    /** Pixels of a frame. */
    public int pixels() {
        return columns * rows;
    }

    /** Samples of a frame as they are stored. */
    int samples() {
        return photometric == Photometric.YBR_FULL_422 ? 2 * pixels() : photometric.samples * pixels();
    }

    /** Bytes of all frames; those of single bits follow each other without a gap. */
    long bytes() throws IOException {
        double bits = (double) frames * columns * rows * photometric.samples * this.bits.allocated;
        if (bits > Long.MAX_VALUE / 2) throw new IOException("its header names impossible sizes");
        long perPixel = photometric == Photometric.YBR_FULL_422 ? 2 : photometric.samples;
        return ((long) frames * columns * rows * perPixel * this.bits.allocated + 7) / 8;
    }
}
