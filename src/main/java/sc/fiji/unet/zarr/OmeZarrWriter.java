package sc.fiji.unet.zarr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.Sizes;

/**
 * Writes an image of OME-Zarr with all its levels, a chunk at a time and in any order, each whole or not at all. Several
 * programs may write chunks of one image at the same time. Thread safe.
 */
public final class OmeZarrWriter {
    private final NewImage image;
    private final List<long[]> factors;
    private final List<ZarrArray> arrays = new ArrayList<>();

    /**
     * Makes the image, or goes on with one that is there: chunks are left as they are.
     *
     * @param label what OME-Zarr says of labels, see {@link LabelProperties}; null for other images
     */
    public OmeZarrWriter(Path folder, NewImage image, Map<String, Object> label) {
        this.image = image;
        factors = image.factors();
        ZarrStore store = new ZarrStore(folder);
        try {
            for (int level = 0; level < factors.size(); level++) {
                long[] chunk = Arrays.stream(image.chunk()).asLongStream().toArray();
                ArrayInfo info = ArrayInfo.ours(
                        image.version(),
                        image.type(),
                        image.stored(image.size(factors.get(level))),
                        Arrays.stream(image.stored(chunk))
                                .mapToInt(Math::toIntExact)
                                .toArray(),
                        image.axes());
                arrays.add(ZarrArray.create(store.below(Integer.toString(level)), info));
            }
            for (var file : OmeMetadataText.files(image, factors, label).entrySet())
                store.write(file.getKey(), Json.text(file.getValue()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** How many levels of resolution there are. */
    public int levels() {
        return arrays.size();
    }

    /** Size of a level along x, y, z, c, t. */
    public long[] size(int level) {
        return image.size(factors.get(level));
    }

    /** From one pixel of a level to the next in pixels of the level before, along x, y, z, c, t. */
    public long[] step(int level) {
        long[] step = factors.get(level).clone();
        for (int d = 0; d < step.length; d++) step[d] /= factors.get(level - 1)[d];
        return step;
    }

    /** Whether all chunks of an interval of a level are there; see {@link #write}. */
    public boolean has(int level, Interval interval) {
        try {
            for (long[] chunk : chunks(interval)) if (!arrays.get(level).has(image.stored(chunk))) return false;
            return true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Writes all chunks of an interval of a level.
     *
     * @param pixels axes x, y, z, c, t; whole numbers where the type is; it begins where a chunk does and ends where one
     *     does, or with the image
     */
    public void write(int level, RandomAccessibleInterval<? extends RealType<?>> pixels) {
        int count = Sizes.count(image.chunk());
        try {
            for (long[] chunk : chunks(pixels)) {
                Object values = image.type().array(count);
                fill(values, Views.interval(pixels, Intervals.intersect(pixels, chunk(chunk))));
                arrays.get(level).write(values, image.stored(chunk));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Interval chunk(long[] place) {
        long[] min = new long[place.length];
        long[] max = new long[place.length];
        for (int d = 0; d < min.length; d++) {
            min[d] = place[d] * image.chunk()[d];
            max[d] = min[d] + image.chunk()[d] - 1;
        }
        return new FinalInterval(min, max);
    }

    /** The places in the grid of the chunks of an interval. */
    private List<long[]> chunks(Interval interval) {
        List<long[]> chunks = new ArrayList<>();
        long[] first = new long[interval.numDimensions()];
        long[] last = new long[first.length];
        for (int d = 0; d < first.length; d++) {
            first[d] = interval.min(d) / image.chunk()[d];
            last[d] = interval.max(d) / image.chunk()[d];
            if (interval.min(d) % image.chunk()[d] != 0)
                throw new IllegalArgumentException("The interval begins within a chunk.");
        }
        for (long[] at = first.clone(); at[at.length - 1] <= last[at.length - 1]; ) {
            chunks.add(at.clone());
            int d = 0;
            while (++at[d] > last[d] && d < at.length - 1) at[d] = first[d++];
        }
        return chunks;
    }

    /** Fills a chunk by an image that may be smaller: the rest stays zero. */
    private void fill(Object values, RandomAccessibleInterval<? extends RealType<?>> pixels) {
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(pixels).cursor();
        int width = (int) pixels.dimension(0);
        int[] at = new int[pixels.numDimensions()];
        while (cursor.hasNext()) {
            int to = 0;
            for (int d = at.length - 1; d > 0; d--) to = (to + at[d]) * image.chunk()[d - 1];
            for (int x = 0; x < width; x++) set(values, to + x, cursor.next().getRealDouble());
            for (int d = 1; d < at.length && ++at[d] == pixels.dimension(d); d++) at[d] = 0;
        }
    }

    private static void set(Object values, int i, double value) {
        if (values instanceof byte[] all) all[i] = (byte) value;
        else if (values instanceof short[] all) all[i] = (short) (int) value;
        else if (values instanceof int[] all) all[i] = (int) (long) value;
        else if (values instanceof long[] all) all[i] = (long) value;
        else if (values instanceof float[] all) all[i] = (float) value;
        else ((double[]) values)[i] = value;
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot write " + image.name() + ": " + e.getMessage(), e);
    }
}
