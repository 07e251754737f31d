package sc.fiji.unet.image;

import net.imglib2.type.numeric.IntegerType;
import sc.fiji.unet.base.InputException;

/** Reads every pixel of an image once, a few rows at a time, refusing NaN and infinity. */
public final class ImageScan {
    private static final int CHUNK = 1 << 18;
    /** Slices of which the same rows are read one after the other: stored images come in chunks of several slices. */
    private static final int SLAB = 64;

    private ImageScan() {}

    /** Meets the pixels of an image in a fixed order. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes n values of one channel; the array belongs to the scan. */
        void visit(int channel, float[] values, int from, int n);
    }

    /** Shows every pixel to the visitor. */
    public static void scan(ImageSource image, Visitor visitor) {
        long[] extent = image.size();
        requirePixels(image, extent);
        PatchReader reader = new PatchReader(image, ChannelScaling.identity(image.channels()));
        int width = Math.toIntExact(extent[0]);
        int rows = (int) Math.min(extent[1], Math.max(1, CHUNK / width));
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(width, rows), image.channels())];
        long[] min = new long[extent.length];
        int[] size = new int[extent.length];
        size[0] = width;
        if (size.length == 3) size[2] = 1;
        long depth = extent.length == 3 ? extent[2] : 1;
        for (long first = 0; first < depth; first += SLAB) {
            for (min[1] = 0; min[1] < extent[1]; min[1] += rows) {
                size[1] = (int) Math.min(rows, extent[1] - min[1]);
                int n = width * size[1];
                for (long z = first; z < Math.min(depth, first + SLAB); z++) {
                    if (size.length == 3) min[2] = z;
                    reader.read(min, size, values, 0);
                    for (int c = 0; c < image.channels(); c++) {
                        requireFinite(image, new Chunk(c, min, width), values, c * n, n);
                        visitor.visit(c, values, c * n, n);
                    }
                }
            }
        }
    }

    /** Refuses an image with a pixel that is NaN or infinite. */
    static void requireFinite(ImageSource image) {
        if (!(image.pixels().getType() instanceof IntegerType)) scan(image, (channel, values, from, n) -> {});
    }

    private record Chunk(int channel, long[] min, int width) {
        String describe(int i) {
            String z = min.length == 3 ? ", z = " + min[2] : "";
            return "channel " + (channel + 1) + ", x = " + i % width + ", y = " + (min[1] + i / width) + z;
        }
    }

    private static void requireFinite(ImageSource image, Chunk chunk, float[] values, int from, int n) {
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(values[from + i])) {
                throw new InputException(
                        image.name() + ": the pixel at " + chunk.describe(i) + " is " + values[from + i]
                                + ", expected a finite number. Replace NaN and infinite pixels before using this image.");
            }
        }
    }

    private static void requirePixels(ImageSource image, long[] extent) {
        for (long length : extent) {
            if (length < 1) throw new InputException(image.name() + ": the image is empty, it has no pixels.");
        }
    }
}
