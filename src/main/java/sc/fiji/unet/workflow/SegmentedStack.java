package sc.fiji.unet.workflow;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Util;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.image.ImageSource;
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
record SegmentedStack(
        ImageSource source,
        RandomAccessibleInterval<? extends IntegerType<?>> labels,
        RandomAccessibleInterval<FloatType> probabilities) {
    private static final float THRESHOLD = 0.5f;

    static SegmentedStack compute(
            LoadedModel model, List<ImageSource> planes, boolean withProbabilities, Progress progress) {
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
            TileSink sink = new LabelSink(slices ? Views.hyperSlice(labels, 2, i) : labels, values, THRESHOLD);
            if (withProbabilities) {
                sink = both(sink, new ProbabilitySink(slices ? Views.hyperSlice(probabilities, 2, i) : probabilities));
            }
            model.segment(planes.get(i), sink, new PartProgress(progress, i, planes.size()));
        }
        return new SegmentedStack(source, labels, probabilities);
    }

    private static void requireWritable(List<ImageSource> planes) {
        if (planes.size() > 1 && planes.get(0).rank() == 3) {
            throw new InputException(planes.get(0).name() + " is one of " + planes.size()
                    + " volumes in its file: expected one volume a file. Save the time points as files of their own.");
        }
    }

    private static TileSink both(TileSink one, TileSink other) {
        return output -> {
            one.write(output);
            other.write(output);
        };
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
