package sc.fiji.unet.image;

import java.util.List;

/**
 * Reads any spatial interval of an image as the network wants it: row-major floats (c, (z), y, x), scaled. Outside the
 * image its mirror image is read, the edge pixel not repeated (numpy's "reflect"), however far the interval reaches; an
 * axis of one pixel repeats that pixel. Keeps its buffers, so no call after the first allocates. For one thread: give
 * each its own {@link #copy()}.
 */
public final class PatchReader {
    private final ImageSource source;
    private static final RawBlock.Scale AS_IT_IS =
            new RawBlock.Scale(1, 0, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    private final PlaceScales scales;
    private final List<PatchStage> more;
    private final RawBlock<?> block;
    private final MirrorAxis[] axes = new MirrorAxis[3];
    private final long[] blockMin;
    private final int[] blockSize;

    /**
     * Reads from an image.
     *
     * @param source the image
     * @param scaling what to do to each channel; as many channels as the image has
     */
    public PatchReader(ImageSource source, ChannelScaling scaling) {
        this(source, new PlaceScales(source, scaling), PatchStage.of(source, scaling.then()));
    }

    private PatchReader(ImageSource source, PlaceScales scales, List<PatchStage> more) {
        this.source = source;
        this.scales = scales;
        this.more = more;
        block = RawBlock.of(source);
        long[] size = source.size();
        for (int d = 0; d < 3; d++) axes[d] = new MirrorAxis(d < size.length ? size[d] : 1);
        blockMin = new long[size.length + 1];
        blockSize = new int[size.length + 1];
    }

    /** Another reader of the same image, for another thread. */
    public PatchReader copy() {
        return new PatchReader(source, scales, more);
    }

    /**
     * Reads one patch.
     *
     * @param min first pixel along x, y, (z); may be negative
     * @param size pixels along x, y, (z)
     * @param out filled with (c, (z), y, x)
     * @param offset where in out the patch begins
     */
    public void read(long[] min, int[] size, float[] out, int offset) {
        int rank = source.rank();
        for (int d = 0; d < 3; d++) axes[d].locate(d < rank ? min[d] : 0, d < rank ? size[d] : 1);
        loadBlock(rank);
        int depth = rank == 3 ? size[2] : 1;
        int to = offset;
        for (int c = 0; c < scales.channels(); c++) {
            for (int z = 0; z < depth; z++) {
                int plane = c * axes[2].extent() + axes[2].index(z);
                for (int y = 0; y < size[1]; y++, to += size[0]) {
                    int row = (plane * axes[1].extent() + axes[1].index(y)) * axes[0].extent();
                    readRow(row, out, to, size[0], new Row(c, y, z));
                }
            }
        }
        for (PatchStage stage : more) stage.apply(out, offset, axes, size);
    }

    private void loadBlock(int rank) {
        for (int d = 0; d < rank; d++) {
            blockMin[d] = axes[d].min();
            blockSize[d] = axes[d].extent();
        }
        blockSize[rank] = scales.channels();
        block.load(blockMin, blockSize);
    }

    /** Of a patch. */
    private record Row(int channel, int y, int z) {}

    private void readRow(int row, float[] out, int to, int width, Row place) {
        long y = axes[1].min() + axes[1].index(place.y);
        long z = axes[2].min() + axes[2].index(place.z);
        if (scales.byRows()) {
            readRow(row, out, to, width, scales.at(place.channel, 0, y, z));
            return;
        }
        readRow(row, out, to, width, AS_IT_IS);
        for (int i = 0; i < width; i++) {
            long x = axes[0].min() + axes[0].index(i);
            out[to + i] = scales.at(place.channel, x, y, z).apply(out[to + i]);
        }
    }

    private void readRow(int row, float[] out, int to, int width, RawBlock.Scale scale) {
        MirrorAxis x = axes[0];
        for (int i = 0; i < x.runStart(); i++) block.scale(row + x.index(i), out, to + i, 1, scale);
        int run = x.runEnd() - x.runStart();
        if (run > 0) block.scale(row + x.index(x.runStart()), out, to + x.runStart(), run, scale);
        for (int i = x.runEnd(); i < width; i++) block.scale(row + x.index(i), out, to + i, 1, scale);
    }
}
