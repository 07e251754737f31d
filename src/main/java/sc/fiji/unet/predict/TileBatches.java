package sc.fiji.unet.predict;

import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.tile.Tile;
import sc.fiji.unet.tile.TileGrid;

/** The tiles of a grid, several at a time, between image, buffers and sink. Stateless but for the grid. */
record TileBatches(TileGrid grid, int batch) {
    int count() {
        return Math.toIntExact((size() + batch - 1) / batch);
    }

    long size() {
        return grid.size();
    }

    /** One past the last tile of batch b. */
    long end(int b) {
        return Math.min(size(), (b + 1L) * batch);
    }

    /** How many tiles batch b has: as many as all others, or what is left for the last. */
    int tiles(int b) {
        return (int) (end(b) - (long) b * batch);
    }

    int[] tileSize() {
        return grid.inputSize();
    }

    /** Pixels in the largest batch. */
    long pixels() {
        return Math.min(batch, size()) * pixelsPerTile();
    }

    /** What is asked of batch b: not the rows that are outside the cores of all its tiles. */
    Request request(int b, Progress progress) {
        int above = Integer.MAX_VALUE;
        int below = Integer.MAX_VALUE;
        for (int i = 0; i < tiles(b); i++) {
            Tile tile = grid.tile((long) b * batch + i);
            int begin = (int) (tile.coreMin()[1] - tile.inputMin()[1]);
            above = Math.min(above, begin);
            below = Math.min(below, tile.inputSize()[1] - begin - tile.coreSize()[1]);
        }
        return new Request(above, below, progress);
    }

    void read(int b, PatchReader reader, float[] input, int channels) {
        for (int i = 0; i < tiles(b); i++) {
            Tile tile = grid.tile((long) b * batch + i);
            reader.read(tile.inputMin(), tile.inputSize(), input, offset(i, channels));
        }
    }

    void write(int b, float[] output, int classes, TileSink sink) {
        for (int i = 0; i < tiles(b); i++) {
            Tile tile = grid.tile((long) b * batch + i);
            sink.write(new TileOutput(tile, classes, output, offset(i, classes)));
        }
    }

    private int offset(int i, int channels) {
        return Math.toIntExact(i * pixelsPerTile() * channels);
    }

    private long pixelsPerTile() {
        return Sizes.product(grid.inputSize());
    }
}
