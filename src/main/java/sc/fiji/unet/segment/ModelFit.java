package sc.fiji.unet.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LazyResampling;
import sc.fiji.unet.image.LengthUnit;
import sc.fiji.unet.image.Resampling;

/**
 * How an image is brought to what a model was trained on: the channels that the model takes, and pixels resampled to its
 * pixel size where both are known and differ by more than a tenth.
 *
 * @param channels which the model is shown
 * @param zoom pixels of the model for each pixel of the image, along x, y, (z); all 1 to leave the size as it is
 * @param notes what is done, for a person
 */
public record ModelFit(ShownChannels channels, double[] zoom, List<String> notes) {
    private static final double TOLERANCE = 0.1;
    private static final double LARGEST_ZOOM = 16;

    /**
     * Compares an image with a model.
     *
     * @param channels what a person said of them
     * @param rescale whether pixels may be resampled
     * @throws InputException where the model cannot be used on such an image
     */
    public static ModelFit of(ImageSource image, ModelCard card, ChannelChoice channels, boolean rescale) {
        List<String> notes = new ArrayList<>();
        ShownChannels shown = ShownChannels.of(image, card, channels, notes);
        double[] zoom = new double[image.rank()];
        Arrays.fill(zoom, 1);
        if (rescale) zoom = zoom(image, card.input(), notes);
        return new ModelFit(shown, zoom, List.copyOf(notes));
    }

    /** As above, where nobody said anything of channels. */
    public static ModelFit of(ImageSource image, ModelCard card, boolean rescale) {
        return of(image, card, ChannelChoice.AUTO, rescale);
    }

    /** Whether the image has to be resampled to the pixel size that the model learned at. */
    public boolean rescales() {
        return Arrays.stream(zoom).anyMatch(factor -> factor != 1);
    }

    /** The image as the model wants it: a lazy view of the channels, a copy where pixels are resampled. */
    public ImageSource apply(ImageSource image) {
        return apply(image, ArrayImgs::floats);
    }

    /** The same, with room for the copy from elsewhere; its axes are x, y, (z), channel. */
    ImageSource apply(ImageSource image, Function<long[], RandomAccessibleInterval<FloatType>> space) {
        ImageSource some = channels.select(image);
        return channels.repeat(rescales() ? Resampling.resize(some, size(image.size()), space) : some);
    }

    /** The same, where resampled pixels are made when they are asked for. */
    ImageSource lazily(ImageSource image) {
        ImageSource some = channels.select(image);
        return channels.repeat(rescales() ? LazyResampling.of(some, size(image.size())) : some);
    }

    /** The size of a resampled image along x, y, (z). */
    int[] size(long[] size) {
        int[] scaled = new int[size.length];
        for (int d = 0; d < scaled.length; d++) scaled[d] = (int) Math.max(1, Math.round(size[d] * zoom[d]));
        return scaled;
    }

    /** The same for an image with its truth, whose classes are those of the nearest pixels; its weights are dropped. */
    public AnnotatedImage apply(AnnotatedImage image) {
        ImageSource fitted = apply(image.image());
        if (!rescales()) return new AnnotatedImage(fitted, image.target(), null, image.objects());
        int[] size = size(image.image().size());
        return new AnnotatedImage(
                fitted,
                Resampling.nearest(image.target(), size),
                null,
                image.objects() == null ? null : Resampling.nearest(image.objects(), size));
    }

    private static double[] zoom(ImageSource image, ModelCard.Input input, List<String> notes) {
        double[] zoom = new double[image.rank()];
        Arrays.fill(zoom, 1);
        boolean known = LengthUnit.known(image.unit()) && LengthUnit.known(input.unit());
        if (!known || input.pixelSize().size() != zoom.length) return zoom;
        double unit = LengthUnit.micrometers(image.unit()) / LengthUnit.micrometers(input.unit());
        boolean differs = false;
        double[] ratio = new double[zoom.length];
        for (int d = 0; d < zoom.length; d++) {
            ratio[d] = image.pixelSize()[d] * unit / input.pixelSize().get(d);
            differs |= Math.abs(ratio[d] - 1) > TOLERANCE;
        }
        if (!differs) return zoom;
        String sizes = text(image.pixelSize(), image.unit()) + ", the model's "
                + text(input.pixelSize().stream().mapToDouble(v -> v).toArray(), input.unit());
        if (Arrays.stream(ratio).anyMatch(r -> !(r < LARGEST_ZOOM && r > 1 / LARGEST_ZOOM))) {
            throw new InputException(image.name() + ": its pixels are " + sizes
                    + ", which no rescaling can bridge. Check" + " Image > Properties..., or use rescale=never.");
        }
        notes.add("The image's pixels are " + sizes + ": it is rescaled by "
                + text(ratio, "").strip() + " for the model, and the result back (rescale=never leaves it).");
        return ratio;
    }

    private static String text(double[] sizes, String unit) {
        List<String> words = Arrays.stream(sizes)
                .mapToObj(size -> String.format(Locale.ROOT, "%.3g", size))
                .toList();
        return String.join(" x ", words) + " " + unit;
    }
}
