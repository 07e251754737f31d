package sc.fiji.unet.segment;

import java.util.Arrays;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.Resampling;
import sc.fiji.unet.predict.ClassDecision;

/**
 * From the probabilities of a resampled image back to the pixels of the image: they are brought back strip by strip, and
 * classes decided on them.
 *
 * @param size of the image, x, y, (z)
 * @param fittedSize of the resampled image
 * @param part of the image that is wanted
 * @param classOutputs how many outputs of the network stand for classes, the first ones
 */
record Rescaling(long[] size, long[] fittedSize, Interval part, int classOutputs) {
    /** What of the resampled image the part needs: its own pixels and a neighbor on each side. */
    Interval seen() {
        long[] min = new long[size.length];
        long[] max = new long[size.length];
        for (int d = 0; d < size.length; d++) {
            double zoom = (double) fittedSize[d] / size[d];
            min[d] = Math.max(0, (long) Math.floor(part.min(d) * zoom) - 1);
            max[d] = Math.min(fittedSize[d] - 1, (long) Math.ceil((part.max(d) + 1) * zoom));
        }
        return new FinalInterval(min, max);
    }

    /**
     * Brings it back.
     *
     * @param coarse of what was seen, from zero: axes x, y, (z), output channel
     * @param classes filled with the classes of the part, from zero
     * @param probabilities filled likewise; null where nobody wants them
     */
    void back(
            RandomAccessibleInterval<FloatType> coarse,
            RandomAccessibleInterval<UnsignedByteType> classes,
            RandomAccessibleInterval<FloatType> probabilities,
            Progress progress) {
        int outputs = (int) coarse.dimension(size.length);
        ClassDecision decision = new ClassDecision(classOutputs, ClassDecision.THRESHOLD);
        int[] extent = Arrays.stream(seen().dimensionsAsLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
        Resampling.strips(
                extent,
                axes(),
                outputs,
                (first, count) -> {
                    progress.check();
                    return FlatPixels.copy(rows(coarse, first, count));
                },
                (channel, first, values) -> {
                    if (channel < classOutputs) decision.offer(channel, values, 0, values.length);
                    int count = (int) (values.length / row(classes));
                    if (probabilities != null) {
                        FlatPixels.write(
                                values, rows(Views.hyperSlice(probabilities, size.length, channel), first, count));
                    }
                    if (channel == outputs - 1) FlatPixels.write(decision.classes(), rows(classes, first, count));
                });
    }

    /** The pixels of the part in coordinates of what was seen. */
    private Resampling.Axis[] axes() {
        Resampling.Axis[] axes = new Resampling.Axis[size.length];
        for (int d = 0; d < axes.length; d++) {
            double step = (double) fittedSize[d] / size[d];
            double start = (part.min(d) + 0.5) * step - 0.5 - seen().min(d);
            axes[d] = new Resampling.Axis(start, step, (int) part.dimension(d));
        }
        return axes;
    }

    /** Some rows of an image, or slices of a volume. */
    private <T> RandomAccessibleInterval<T> rows(RandomAccessibleInterval<T> image, int first, int count) {
        long[] min = image.minAsLongArray();
        long[] max = image.maxAsLongArray();
        min[size.length - 1] = first;
        max[size.length - 1] = first + count - 1L;
        return Views.interval(image, min, max);
    }

    private long row(RandomAccessibleInterval<?> image) {
        return Intervals.numElements(image) / image.dimension(size.length - 1);
    }
}
