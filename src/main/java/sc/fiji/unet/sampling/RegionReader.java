package sc.fiji.unet.sampling;

import java.util.Arrays;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.augment.ImageRegion;
import sc.fiji.unet.augment.Patch;
import sc.fiji.unet.augment.Warp;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.PatchReader;

/**
 * Reads what patches need of one annotated image: normalized input, target and weight (0 where ignored). Keeps the whole
 * image after the first reading where it is told to, and reads box by box otherwise. Thread safe.
 */
final class RegionReader {
    private final PatchReader input;
    private final PrimitiveBlocks<IntType> target;
    private final PrimitiveBlocks<FloatType> weight;
    private final PrimitiveBlocks<IntType> objects;
    private final long[] size;
    private final int channels;
    private final boolean keep;
    private volatile ImageRegion whole;

    /** Reads objects where they are numbered. */
    RegionReader(AnnotatedImage annotated, ChannelScaling scaling, boolean keep) {
        input = new PatchReader(annotated.image(), scaling);
        target = PrimitiveBlocks.of(annotated.target(), OnFallback.ACCEPT);
        weight = annotated.weight() == null ? null : PrimitiveBlocks.of(annotated.weight(), OnFallback.ACCEPT);
        objects = annotated.objects() == null ? null : PrimitiveBlocks.of(annotated.objects(), OnFallback.ACCEPT);
        size = annotated.image().size();
        channels = annotated.image().channels();
        this.keep = keep;
    }

    /** Bytes of an image when kept. */
    static long bytes(AnnotatedImage annotated) {
        long pixels = Sizes.product(annotated.image().size());
        long truth = annotated.objects() == null ? 2 : 3;
        return pixels * (annotated.image().channels() + truth) * Float.BYTES;
    }

    /** All that a patch reads through a warp; origin is where it would start unwarped. */
    ImageRegion read(Warp warp, long[] origin) {
        if (keep) return whole();
        long[][] box = ImageRegion.boxOf(warp, origin, size);
        return load(box[0], box[1]);
    }

    private ImageRegion whole() {
        ImageRegion region = whole;
        if (region != null) return region;
        synchronized (this) {
            if (whole == null) {
                whole = load(
                        new long[size.length],
                        Arrays.stream(size).map(s -> s - 1).toArray());
            }
            return whole;
        }
    }

    private ImageRegion load(long[] min, long[] max) {
        int[] extent = new int[min.length];
        for (int d = 0; d < extent.length; d++) extent[d] = Math.toIntExact(max[d] - min[d] + 1);
        Patch pixels = Patch.empty(channels, extent);
        input.copy().read(min, extent, pixels.input(), 0);
        target.independentCopy().copy(min, pixels.target(), extent);
        if (weight == null) Arrays.fill(pixels.weight(), 1);
        else weight.independentCopy().copy(min, pixels.weight(), extent);
        if (objects != null) {
            pixels = pixels.numbered();
            objects.independentCopy().copy(min, pixels.objects(), extent);
        }
        for (int i = 0; i < pixels.pixels(); i++) {
            if (pixels.target()[i] == AnnotatedImage.IGNORE) pixels.weight()[i] = 0;
        }
        return new ImageRegion(pixels, min, size);
    }
}
