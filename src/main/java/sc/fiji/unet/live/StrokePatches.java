package sc.fiji.unet.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.SamplerOptions;

/**
 * Patches around strokes: half of them around the newest, so that these weigh at once, the others around all. Only the
 * surroundings of strokes are held in memory.
 *
 * @param planes of the session
 * @param scalings how the values of each plane are scaled
 * @param edge of a patch
 * @param batch patches a step
 */
record StrokePatches(List<ImageSource> planes, IntFunction<ChannelScaling> scalings, int edge, int batch) {
    /** What costs next to nothing; noise, as the few pixels that are painted would else be learned by heart. */
    private static final AugmentationPlan AUGMENTATION =
            AugmentationPlan.parse("flip; turn; brightness@0.3; contrast@0.3; blur@0.2; noise@0.4");

    private static final int NEWEST = 2;
    /** Strokes are as good as equally many of each class, but people paint the background with the broad brush. */
    private static final double FOREGROUND = 0.6;

    /** A sampler of what is painted now; only where something is. */
    PatchSampler of(LiveStrokes strokes, long seed) {
        List<AnnotatedImage> images = new ArrayList<>();
        List<ChannelScaling> fitted = new ArrayList<>();
        for (int plane : strokes.planes()) {
            Rect box = strokes.bounds(plane, false);
            if (box.isEmpty()) continue;
            images.add(crop(strokes, plane, box));
            fitted.add(scalings.apply(plane));
        }
        int newest = 0;
        for (LiveStrokes.Change change : strokes.recent(NEWEST)) {
            AnnotatedImage around = crop(strokes, change.plane(), change.box());
            if (!isPainted(around)) continue;
            images.add(around);
            fitted.add(scalings.apply(change.plane()));
            newest++;
        }
        SamplerOptions options = SamplerOptions.defaults(batch, edge, edge)
                .withForeground(FOREGROUND)
                .withAugmentation(AUGMENTATION)
                .withFavored(newest)
                .withSeed(seed);
        return new PatchSampler(images, fitted, options);
    }

    /** A stroke that was erased again has nothing to teach. */
    private static boolean isPainted(AnnotatedImage image) {
        for (var value : Views.flatIterable(image.target())) if (value.get() >= 0) return true;
        return false;
    }

    private AnnotatedImage crop(LiveStrokes strokes, int plane, Rect box) {
        Rect wide = box.grown(edge / 2).and(strokes.whole(plane));
        ImageSource image = planes.get(plane);
        int[] target = strokes.target(plane, wide, false);
        ImageSource part = new ImageSource(image.name(), cut(image, wide), image.pixelSize(), image.unit());
        return new AnnotatedImage(part, ArrayImgs.ints(target, wide.width(), wide.height()), null);
    }

    private static RandomAccessibleInterval<? extends RealType<?>> cut(ImageSource image, Rect box) {
        long[] min = {box.x(), box.y(), 0};
        long[] max = {box.x() + box.width() - 1, box.y() + box.height() - 1, image.channels() - 1};
        return Views.zeroMin(Views.interval(image.pixels(), new FinalInterval(min, max)));
    }
}
