package sc.fiji.unet.tiff;

import java.io.IOException;

/**
 * The strips or tiles that a page lies in.
 *
 * @param width of the page
 * @param height of the page
 * @param chunkWidth of a tile, or the page
 * @param chunkHeight of a tile or strip
 * @param samples numbers of a pixel in each chunk: 1 where each channel has chunks of its own
 * @param planes channels with chunks of their own, else 1
 * @param offsets of the chunks in the file, plane by plane, row by row
 * @param counts of their bytes, 0 where one is missing
 * @param tiled whether they are tiles
 */
record ChunkGrid(
        int width,
        int height,
        int chunkWidth,
        int chunkHeight,
        int samples,
        int planes,
        long[] offsets,
        long[] counts,
        boolean tiled) {
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final long SLACK = 1 << 16;

    static ChunkGrid of(TiffFile file, TiffTags tags, Packing packing) throws IOException {
        int width = extent(tags, TiffTags.WIDTH, -1);
        int height = extent(tags, TiffTags.HEIGHT, -1);
        boolean tiled = tags.has(TiffTags.TILE_WIDTH);
        int chunkWidth = tiled ? extent(tags, TiffTags.TILE_WIDTH, -1) : width;
        int rows = tiled ? extent(tags, TiffTags.TILE_HEIGHT, -1) : extent(tags, TiffTags.ROWS_PER_STRIP, height);
        boolean planar = tags.number(TiffTags.PLANAR, 1) == 2 && packing.samples() > 1;
        int planes = planar ? packing.samples() : 1;
        int chunkHeight = tiled ? rows : Math.min(rows, height);
        long count = planes * (long) across(width, chunkWidth) * across(height, chunkHeight);
        ChunkGrid grid = new ChunkGrid(
                width,
                height,
                chunkWidth,
                chunkHeight,
                planar ? 1 : packing.samples(),
                planes,
                places(tags, tiled ? TiffTags.TILE_OFFSETS : TiffTags.STRIP_OFFSETS, count),
                places(tags, tiled ? TiffTags.TILE_COUNTS : TiffTags.STRIP_COUNTS, count),
                tiled);
        return grid.checked(file, packing);
    }

    boolean planar() {
        return planes > 1;
    }

    int columns() {
        return across(width, chunkWidth);
    }

    int rows() {
        return across(height, chunkHeight);
    }

    /** Bytes of a row of a chunk. */
    long rowBytes(SampleType type) {
        return ((long) chunkWidth * samples * type.bits() + 7) / 8;
    }

    /** Rows that a chunk of this row of chunks holds: strips end with the page, tiles do not. */
    int heightOf(int row) {
        return tiled ? chunkHeight : Math.min(chunkHeight, height - row * chunkHeight);
    }

    private ChunkGrid checked(TiffFile file, Packing packing) throws IOException {
        long row = rowBytes(packing.type());
        long[] known =
                counts.length == 0 && packing.compression() == Compression.NONE ? new long[offsets.length] : counts;
        if (offsets.length == 0 || known.length != offsets.length)
            throw new IOException("it is damaged: it says where " + offsets.length
                    + " strips or tiles are, and how long " + counts.length);
        long stored = 0;
        long promised = 0;
        for (int i = 0; i < offsets.length; i++) {
            long whole = row * heightOf(i / columns() % rows());
            if (counts.length == 0) known[i] = whole;
            if (packing.compression() == Compression.NONE && known[i] != 0 && known[i] < whole)
                throw new IOException("it is cut off or damaged: strip or tile " + (i + 1) + " has " + known[i]
                        + " bytes, expected " + whole);
            file.requireWithin(offsets[i], known[i]);
            stored += Math.min(known[i], file.length());
            promised += whole;
        }
        if ((promised - SLACK) / packing.compression().most > Math.min(stored, file.length()))
            throw new IOException(
                    "it is cut off or damaged: it promises " + promised + " bytes of pixels, but has " + stored);
        boolean whole = packing.compression() == Compression.NONE || row * chunkHeight <= LARGEST;
        if (!whole || row > LARGEST)
            throw new UnsupportedTiffException("one strip or tile of it has " + row * chunkHeight
                    + " bytes, expected at most " + LARGEST + ". Save it with smaller ones");
        return new ChunkGrid(width, height, chunkWidth, chunkHeight, samples, planes, offsets, known, tiled);
    }

    private static int extent(TiffTags tags, int tag, long otherwise) throws IOException {
        long value = tags.number(tag, otherwise);
        if (tag == TiffTags.ROWS_PER_STRIP && (value <= 0 || value > Integer.MAX_VALUE)) value = otherwise;
        if (value > 0 && value <= LARGEST) return (int) value;
        throw new IOException("it is damaged: its width, height or the size of its tiles is " + value);
    }

    private static long[] places(TiffTags tags, int tag, long count) throws IOException {
        long found = tags.count(tag);
        if (found != 0 && found < count)
            throw new IOException("it is damaged: " + found + " strips or tiles, expected " + count);
        return tags.longs(tag, count);
    }

    private static int across(int size, int chunk) {
        return (int) ((size + (long) chunk - 1) / chunk);
    }
}
