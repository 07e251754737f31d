package sc.fiji.unet.tiff;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * What a page of a TIFF file is like, and where its pixels lie. Refuses what contradicts itself, what is longer than the
 * file and what is not read here. Immutable.
 */
public final class TiffPage {
    /** Gray with white as 0, gray with black as 0, color, indices of a color table, JPEG's color. */
    static final int WHITE_IS_ZERO = 0;

    static final int BLACK_IS_ZERO = 1;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int YCBCR = 6;

    private static final int REDUCED = 1;
    private static final int MASK = 4;
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final int MOST_SAMPLES = 1 << 12;

    final ByteOrder order;
    final Compression compression;
    final int photometric;
    final int predictor;
    final boolean reversed;
    final long faxKind;
    final long faxOptions;
    final byte[] jpegTables;
    final ChunkGrid grid;
    private final SampleType type;
    private final int samples;
    private final int alpha;
    private final int[] palette;

    /** Reads what the tags of a page say of its pixels. */
    public TiffPage(TiffFile file, TiffTags tags) throws IOException {
        tags.requireWithin();
        order = file.order();
        samples = samples(tags);
        type = type(tags, samples);
        faxKind = tags.number(TiffTags.COMPRESSION, 1);
        compression = Compression.of(faxKind);
        photometric = photometric(tags);
        predictor = predictor(tags);
        reversed = tags.number(TiffTags.FILL_ORDER, 1) == 2;
        faxOptions = tags.number(faxKind == 4 ? TiffTags.T6_OPTIONS : TiffTags.T4_OPTIONS, 0);
        jpegTables = compression == Compression.JPEG ? tags.raw(TiffTags.JPEG_TABLES) : new byte[0];
        grid = ChunkGrid.of(file, tags, new Packing(type, samples, compression));
        alpha = alpha(tags);
        palette = palette(tags);
    }

    /** Refuses a page of more pixels than an array holds. */
    public TiffPage requireArray() throws UnsupportedTiffException {
        if ((long) width() * height() <= LARGEST) return this;
        throw new UnsupportedTiffException("it has " + width() + " x " + height() + " pixels, expected at most "
                + LARGEST + " in a plane. Cut it into parts");
    }

    /** Pixels along x. */
    public int width() {
        return grid.width();
    }

    /** Pixels along y. */
    public int height() {
        return grid.height();
    }

    /** What its numbers are. */
    public SampleType type() {
        return type;
    }

    /** Numbers of a pixel, alpha channels among them. */
    public int samples() {
        return samples;
    }

    /** The first of the alpha channels, which are the last; equal to {@link #samples} where there is none. */
    public int alpha() {
        return alpha;
    }

    /** Whether its numbers may differ from those that were saved. */
    public boolean lossy() {
        return compression == Compression.JPEG;
    }

    /** Whether its three channels are red, green and blue. */
    public boolean color() {
        return alpha == 3 && (photometric == RGB || photometric == YCBCR);
    }

    /** 0xRRGGBB of each value of an image of at most 8 bits with a color table, else empty. */
    public int[] palette() {
        return palette.clone();
    }

    /** Whether 0 is white, so that values are to be turned round to look alike those of other files. */
    public boolean whiteIsZero() {
        return photometric == WHITE_IS_ZERO;
    }

    /** Whether a page is a smaller copy or the mask of another. */
    public static boolean auxiliary(TiffTags tags) throws IOException {
        return (tags.number(TiffTags.SUBFILE, 0) & (REDUCED | MASK)) != 0;
    }

    /** Whether another page has the same size and kind of pixels. */
    public boolean like(TiffPage other) {
        return width() == other.width()
                && height() == other.height()
                && type.equals(other.type)
                && alpha == other.alpha
                && color() == other.color();
    }

    /** Whether ImageJ's own decoder reads it as it is meant: plain rows, nothing packed, of a kind that it knows. */
    public boolean plain() {
        boolean known = type.equals(new SampleType(8, SampleType.UNSIGNED))
                || type.equals(new SampleType(16, SampleType.UNSIGNED))
                || type.equals(new SampleType(16, SampleType.SIGNED))
                || type.equals(new SampleType(32, SampleType.FLOAT));
        boolean gray = samples == 1 && (photometric == BLACK_IS_ZERO || palette.length > 0);
        boolean rgb = samples == 3 && photometric == RGB && type.bits() == 8 && !grid.planar();
        return compression == Compression.NONE && !grid.tiled() && !reversed && known && (gray || rgb);
    }

    private static int samples(TiffTags tags) throws IOException {
        long samples = tags.number(TiffTags.SAMPLES, 1);
        if (samples >= 1 && samples <= MOST_SAMPLES) return (int) samples;
        throw new IOException("it is damaged: its pixels have " + samples + " channels");
    }

    private static SampleType type(TiffTags tags, int samples) throws IOException {
        int bits = (int) same(tags, TiffTags.BITS, samples, 1, "bits");
        return SampleType.of(bits, (int) same(tags, TiffTags.SAMPLE_FORMAT, samples, 1, "sample formats"));
    }

    /** The value that all channels share. */
    private static long same(TiffTags tags, int tag, int samples, long otherwise, String what) throws IOException {
        long[] values = tags.longs(tag, samples);
        for (long value : values) {
            if (value != values[0])
                throw new UnsupportedTiffException("its channels differ in " + what + " (" + values[0] + " and " + value
                        + "), expected the same for all");
        }
        return values.length == 0 ? otherwise : values[0];
    }

    private int photometric(TiffTags tags) throws IOException {
        int value = (int) tags.number(TiffTags.PHOTOMETRIC, samples >= 3 ? RGB : BLACK_IS_ZERO);
        boolean jpeg = value == YCBCR && compression == Compression.JPEG;
        boolean gray = value == WHITE_IS_ZERO || value == BLACK_IS_ZERO || value == 4 || value == 32803;
        if (gray || value == RGB || value == PALETTE || jpeg) return value;
        String name =
                value == 5 ? "CMYK" : value == YCBCR ? "YCbCr without JPEG" : value == 8 ? "CIE L*a*b*" : "unknown";
        throw new UnsupportedTiffException("its colors are " + name + " (photometric interpretation " + value
                + "), expected gray, RGB or a color table");
    }

    private int predictor(TiffTags tags) throws IOException {
        long value = tags.number(TiffTags.PREDICTOR, 1);
        if (value == 1) return 1;
        boolean differences = value == 2 && type.bits() % 8 == 0 && type.bits() != 24;
        boolean floating = value == 3 && type.format() == SampleType.FLOAT;
        if (compression.predicted() && (differences || floating)) return (int) value;
        throw new UnsupportedTiffException("it has predictor " + value + " before " + compression + " of " + type.bits()
                + " bits, expected predictor 2 or, for floating-point numbers, 3 before LZW, Deflate or Zstandard");
    }

    /** Extra samples 1 and 2 are alpha; where only the last ones are, these. */
    private int alpha(TiffTags tags) throws IOException {
        long[] extra = tags.longs(TiffTags.EXTRA_SAMPLES, samples);
        int first = samples;
        for (int i = extra.length - 1; i >= 0 && (extra[i] == 1 || extra[i] == 2) && first > 1; i--) first--;
        return first;
    }

    private int[] palette(TiffTags tags) throws IOException {
        if (photometric != PALETTE || samples != 1 || type.storedBits() != 8) return new int[0];
        int size = 1 << type.bits();
        long[] map = tags.longs(TiffTags.COLOR_MAP, 3L * size);
        if (map.length != 3 * size)
            throw new IOException("it is damaged: its color table has " + map.length / 3 + " colors, expected " + size);
        int[] colors = new int[size];
        for (int i = 0; i < size; i++) {
            for (int c = 0; c < 3; c++) colors[i] |= (int) (map[c * size + i] >> 8 & 0xFF) << 16 - 8 * c;
        }
        return colors;
    }
}
