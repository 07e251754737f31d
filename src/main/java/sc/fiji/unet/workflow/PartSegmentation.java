package sc.fiji.unet.workflow;

import java.util.Arrays;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.Resampling;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.LargestPieces;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFit;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.TileSink;

/**
 * Segments a part of an image in memory, fitted to the model by a {@link ModelFit}; normalisation is always that of the
 * whole image. Where pixels are resampled, probabilities are brought back, and classes decided on them.
 */
public final class PartSegmentation {
    private static final float THRESHOLD = 0.5f;

    private final LoadedModel model;
    private final ModelFit fit;
    private final boolean probabilities;
    private final List<Integer> pieces;

    /**
     * Prepares for images of one kind.
     *
     * @param probabilities whether they are kept in the result
     * @param pieces how many connected pieces of each class are kept; see {@link LargestPieces}
     */
    public PartSegmentation(LoadedModel model, ModelFit fit, boolean probabilities, List<Integer> pieces) {
        this.model = model;
        this.fit = fit;
        this.probabilities = probabilities;
        this.pieces = pieces;
    }

    /**
     * Segments.
     *
     * @param part of the image along x, y, (z), in pixels of the image
     * @return class indices and, where wanted, probabilities of the part
     */
    public ClassMap run(ImageSource image, Interval part, Progress progress) {
        ClassMap map = fit.rescales() ? rescaled(image, part, progress) : plain(image, part, progress);
        return map.withClasses(LargestPieces.keep(map.classes(), map.size(), pieces));
    }

    private ClassMap plain(ImageSource image, Interval part, Progress progress) {
        int[] classes = new int[count(image, part, 1)];
        float[] kept = probabilities ? new float[count(image, part, model.outputs())] : null;
        TileSink sink = new LabelSink(
                Views.translate(ArrayImgs.ints(classes, part.dimensionsAsLongArray()), part.minAsLongArray()));
        if (probabilities) sink = sink.and(probabilitySink(kept, part));
        model.segment(fit.apply(image), part, sink, progress);
        return new ClassMap(size(part), image.pixelSize(), classes, kept);
    }

    private ClassMap rescaled(ImageSource image, Interval part, Progress progress) {
        ImageSource view = fit.apply(image);
        Interval seen = seen(image.size(), view.size(), part);
        float[] coarse = new float[count(image, seen, model.outputs())];
        model.segment(view, seen, probabilitySink(coarse, seen), progress);
        Resampling.Axis[] axes = back(image.size(), view.size(), part, seen);
        int pixels = count(image, part, 1);
        int seenPixels = coarse.length / model.outputs();
        float[] kept = probabilities ? new float[count(image, part, model.outputs())] : null;
        int[] classes = new int[pixels];
        float[] best = new float[pixels];
        if (model.outputs() == 1) Arrays.fill(best, THRESHOLD);
        for (int k = 0; k < model.outputs(); k++) {
            progress.check();
            float[] plane = Arrays.copyOfRange(coarse, k * seenPixels, (k + 1) * seenPixels);
            float[] fine = Resampling.resample(plane, size(seen), axes);
            if (probabilities) System.arraycopy(fine, 0, kept, k * pixels, pixels);
            keepBest(fine, model.outputs() == 1 ? 1 : k, classes, best);
        }
        return new ClassMap(size(part), image.pixelSize(), classes, kept);
    }

    private static void keepBest(float[] probability, int index, int[] classes, float[] best) {
        for (int i = 0; i < best.length; i++) {
            if (probability[i] > best[i]) {
                best[i] = probability[i];
                classes[i] = index;
            }
        }
    }

    /** What of the resampled image the part needs: its own pixels and a neighbour on each side. */
    private static Interval seen(long[] size, long[] viewSize, Interval part) {
        long[] min = new long[size.length];
        long[] max = new long[size.length];
        for (int d = 0; d < size.length; d++) {
            double zoom = (double) viewSize[d] / size[d];
            min[d] = Math.max(0, (long) Math.floor(part.min(d) * zoom) - 1);
            max[d] = Math.min(viewSize[d] - 1, (long) Math.ceil((part.max(d) + 1) * zoom));
        }
        return new FinalInterval(min, max);
    }

    /** The pixels of the part in coordinates of what was seen. */
    private static Resampling.Axis[] back(long[] size, long[] viewSize, Interval part, Interval seen) {
        Resampling.Axis[] axes = new Resampling.Axis[size.length];
        for (int d = 0; d < axes.length; d++) {
            double step = (double) viewSize[d] / size[d];
            double start = (part.min(d) + 0.5) * step - 0.5 - seen.min(d);
            axes[d] = new Resampling.Axis(start, step, (int) part.dimension(d));
        }
        return axes;
    }

    private TileSink probabilitySink(float[] values, Interval part) {
        int rank = part.numDimensions();
        long[] size = Arrays.copyOf(part.dimensionsAsLongArray(), rank + 1);
        size[rank] = model.outputs();
        return new ProbabilitySink(
                Views.translate(ArrayImgs.floats(values, size), Arrays.copyOf(part.minAsLongArray(), rank + 1)));
    }

    private static int count(ImageSource image, Interval part, int planes) {
        long count = Intervals.numElements(part) * planes;
        if (count <= Integer.MAX_VALUE - 8) return (int) count;
        throw new InputException(image.name() + ": " + count + " values are too many to hold at once, expected up to"
                + " 2^31. Select a part by a rectangle, or segment the file by Segment Folder.");
    }

    private static int[] size(Interval part) {
        return Arrays.stream(part.dimensionsAsLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
    }
}
