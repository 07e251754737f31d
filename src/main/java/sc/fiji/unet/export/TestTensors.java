package sc.fiji.unet.export;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.Normalizing;

/**
 * An image and what a network says of it, by which another program can tell whether it computes the same. The image is as
 * it is before normalization, which the other program does by its own statistics of this very part.
 *
 * @param input row-major (channel, (z), y, x)
 * @param output likewise
 * @param size along x, y, (z)
 * @param like has the pixel size
 */
record TestTensors(float[] input, float[] output, int[] size, ImageSource like) {
    /** Takes the middle of an image, mirrored outwards where it is small. */
    static TestTensors of(ImageSource image, int[] size, ModelCard card, PatchPredictor predictor) {
        int pixels = Sizes.count(size);
        float[] input = new float[image.channels() * pixels];
        long[] min = new long[size.length];
        for (int d = 0; d < min.length; d++) min[d] = (image.size()[d] - size[d]) / 2;
        new PatchReader(image, ChannelScaling.identity(image.channels())).read(min, size, input, 0);
        float[] output = new float[predictor.classes() * pixels];
        predictor.predict(normalized(input, size, image, card), 1, size, output);
        return new TestTensors(input, output, size, image);
    }

    private static float[] normalized(float[] input, int[] size, ImageSource image, ModelCard card) {
        ImageSource part = source(input, size, image);
        ChannelScaling scaling = Normalizing.of(card.input().spec()).of(part, part);
        float[] values = new float[input.length];
        new PatchReader(part, scaling).read(new long[size.length], size, values, 0);
        return values;
    }

    private static ImageSource source(float[] values, int[] size, ImageSource like) {
        return new ImageSource(like.name(), image(values, size), like.pixelSize(), like.unit());
    }

    /** Axes x, y, (z), channel. */
    private static ArrayImg<FloatType, FloatArray> image(float[] values, int[] size) {
        long[] dimensions = Arrays.copyOf(Arrays.stream(size).asLongStream().toArray(), size.length + 1);
        dimensions[size.length] = values.length / Sizes.count(size);
        return ArrayImgs.floats(values, dimensions);
    }

    ImageSource inputImage() {
        return source(input, size, like);
    }

    ArrayImg<FloatType, FloatArray> outputImage() {
        return image(output, size);
    }

    /** What the output reaches at most. */
    float most() {
        float most = 0;
        for (float value : output) most = Math.max(most, value);
        return most;
    }

    /** The shape of tensors with so many channels: (1, channels, (z), y, x). */
    int[] shape(float[] values) {
        int rank = size.length;
        int[] shape = new int[2 + rank];
        shape[0] = 1;
        shape[1] = values.length / Sizes.count(size);
        for (int d = 0; d < rank; d++) shape[2 + d] = size[rank - 1 - d];
        return shape;
    }
}
