package sc.fiji.unet.workflow;

import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.util.Util;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.LargestPieces;
import sc.fiji.unet.model.LabelMeaning;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.TileSink;

/**
 * A segmented file. Several planes of one file become the slices of a stack.
 *
 * @param source the image, axes x, y, (slice), channel
 * @param labels the value of each pixel's class, axes x, y, (slice)
 * @param probabilities axes x, y, (slice), class; null where not asked for
 */
public record SegmentedStack(
        ImageSource source,
        RandomAccessibleInterval<? extends IntegerType<?>> labels,
        RandomAccessibleInterval<FloatType> probabilities) {
    private static final float THRESHOLD = 0.5f;

    /**
     * Segments the planes one after the other.
     *
     * @param pieces how many connected pieces of each class are kept in a plane; see {@link LargestPieces}
     */
    public static SegmentedStack compute(
            LoadedModel model,
            List<ImageSource> planes,
            boolean withProbabilities,
            List<Integer> pieces,
            Progress progress) {
        List<ClassInfo> classes = LabelMeaning.written(model.card().classes());
        requireWritable(planes);
        int[] values = classes.stream().mapToInt(ClassInfo::value).toArray();
        ImageSource source = stack(planes);
        boolean small = classes.stream().allMatch(info -> info.value() < 256);
        Img<? extends IntegerType<?>> labels =
                small ? image(new UnsignedByteType(), source.size()) : image(new UnsignedShortType(), source.size());
        Img<FloatType> probabilities =
                withProbabilities ? image(new FloatType(), append(source.size(), model.outputs())) : null;
        for (int i = 0; i < planes.size(); i++) {
            boolean slices = planes.size() > 1;
            RandomAccessibleInterval<? extends IntegerType<?>> plane = slices ? Views.hyperSlice(labels, 2, i) : labels;
            TileSink sink = new LabelSink(plane, values, THRESHOLD);
            if (withProbabilities) {
                sink = sink.and(new ProbabilitySink(slices ? Views.hyperSlice(probabilities, 2, i) : probabilities));
            }
            model.segment(planes.get(i), sink, Progress.numbered(progress, i, planes.size(), "slice"));
            if (LargestPieces.keepsAll(pieces)) continue;
            if (PieceLimits.fits(plane)) keepLargest(plane, values, pieces);
            else progress.note(PieceLimits.tooLarge(planes.get(i).name()));
        }
        return new SegmentedStack(source, labels, probabilities);
    }

    /** Which piece is the largest is known only when the whole plane is there. */
    private static void keepLargest(
            RandomAccessibleInterval<? extends IntegerType<?>> plane, int[] values, List<Integer> pieces) {
        int[] indices = new int[Arrays.stream(values).max().orElseThrow() + 1];
        for (int k = 0; k < values.length; k++) indices[values[k]] = k;
        int[] classes = new int[Math.toIntExact(plane.size())];
        int i = 0;
        for (IntegerType<?> value : Views.flatIterable(plane)) classes[i++] = indices[value.getInteger()];
        int[] kept = LargestPieces.keep(classes, Intervals.dimensionsAsIntArray(plane), pieces);
        i = 0;
        for (IntegerType<?> value : Views.flatIterable(plane)) value.setInteger(values[kept[i++]]);
    }

    private static void requireWritable(List<ImageSource> planes) {
        if (planes.size() > 1 && planes.get(0).rank() == 3) {
            throw new InputException(planes.get(0).name() + " is one of " + planes.size()
                    + " volumes in its file: expected one volume a file. Save the time points as files of their own.");
        }
    }

    private static <T extends NativeType<T>> Img<T> image(T type, long[] size) {
        return Util.getSuitableImgFactory(new net.imglib2.FinalDimensions(size), type)
                .create(size);
    }

    private static long[] append(long[] size, int last) {
        long[] longer = java.util.Arrays.copyOf(size, size.length + 1);
        longer[size.length] = last;
        return longer;
    }

    /** Planes of one file have one size and one pixel type. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ImageSource stack(List<ImageSource> planes) {
        ImageSource first = planes.get(0);
        if (planes.size() == 1) return first;
        List pixels = planes.stream().map(ImageSource::pixels).toList();
        RandomAccessibleInterval<? extends RealType<?>> stacked = Views.permute(Views.stack(pixels), 2, 3);
        double[] pixelSize = {first.pixelSize()[0], first.pixelSize()[1], 1};
        return new ImageSource(first.name(), stacked, pixelSize, first.unit());
    }
}
