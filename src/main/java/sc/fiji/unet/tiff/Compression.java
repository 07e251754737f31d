package sc.fiji.unet.tiff;

import java.util.Map;

/**
 * How the pixels of a page are packed.
 *
 * @param most times that bytes can grow by unpacking, which holds what a page promises against its file's length
 */
enum Compression {
    NONE(1),
    FAX(1 << 20),
    LZW(3000),
    JPEG(2048),
    DEFLATE(1040),
    PACKBITS(64),
    ZSTD(33000);

    private static final Map<Long, Compression> KNOWN = Map.of(
            1L, NONE, 2L, FAX, 3L, FAX, 4L, FAX, 5L, LZW, 7L, JPEG, 8L, DEFLATE, 32946L, DEFLATE, 32773L, PACKBITS,
            50000L, ZSTD);

    private static final Map<Long, String> OTHERS = Map.ofEntries(
            Map.entry(6L, "old-style JPEG"),
            Map.entry(9L, "JBIG"),
            Map.entry(10L, "JBIG"),
            Map.entry(33003L, "JPEG 2000"),
            Map.entry(33005L, "JPEG 2000"),
            Map.entry(34712L, "JPEG 2000"),
            Map.entry(34887L, "LERC"),
            Map.entry(34892L, "lossy JPEG of DNG"),
            Map.entry(34925L, "LZMA"),
            Map.entry(50001L, "WebP"),
            Map.entry(34927L, "WebP"),
            Map.entry(50002L, "JPEG XL"),
            Map.entry(52546L, "JPEG XL"),
            Map.entry(22610L, "JPEG XR"),
            Map.entry(34934L, "JPEG XR"));

    final long most;

    Compression(long most) {
        this.most = most;
    }

    /** The compression of this number; one that nobody unpacks here is refused by its name. */
    static Compression of(long number) throws UnsupportedTiffException {
        Compression known = KNOWN.get(number);
        if (known != null) return known;
        throw new UnsupportedTiffException(
                "it is compressed by "
                        + OTHERS.getOrDefault(number, "a method that nobody knows") + " (compression " + number
                        + "), expected none, LZW, Deflate, Zstandard, PackBits, CCITT or JPEG. In Fiji, Bio-Formats may read it");
    }

    /** Whether a predictor may stand before it; before others, programs disagree on what one means. */
    boolean predicted() {
        return this == LZW || this == DEFLATE || this == ZSTD;
    }
}
