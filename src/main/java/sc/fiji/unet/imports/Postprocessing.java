package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.JoinedChannels;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.segment.Normalizing;
import sc.fiji.unet.steps.PreparationStep;
import sc.fiji.unet.steps.Prepared;

/** What a description does to a network's answer, for the answer to its test input only: classes follow by other means. */
record Postprocessing(ImageSource input, int[] size) {
    float[] apply(PreparationStep step, float[] answer) {
        return switch (step.id()) {
            case "sigmoid" -> sigmoid(answer);
            case "softmax" -> softmax(answer);
            case "ensure_dtype" -> step.arguments().getOrDefault("dtype", "").contains("int") ? whole(answer) : answer;
            default -> scaled(step, answer);
        };
    }

    private static float[] sigmoid(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) result[i] = (float) (1 / (1 + Math.exp(-values[i])));
        return result;
    }

    private float[] softmax(float[] values) {
        int pixels = Sizes.count(size);
        float[] result = new float[values.length];
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = i; k < values.length; k += pixels) most = Math.max(most, values[k]);
            for (int k = i; k < values.length; k += pixels) sum += Math.exp(values[k] - most);
            for (int k = i; k < values.length; k += pixels) result[k] = (float) (Math.exp(values[k] - most) / sum);
        }
        return result;
    }

    private static float[] whole(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) result[i] = (int) values[i];
        return result;
    }

    /** Numbers of the input, where a step refers to these, are those of further channels. */
    private float[] scaled(PreparationStep step, float[] answer) {
        long[] extent = Arrays.copyOf(Arrays.stream(size).asLongStream().toArray(), size.length + 1);
        int channels = answer.length / Sizes.count(size);
        extent[size.length] = channels;
        ImageSource image = new ImageSource("the test output", ArrayImgs.floats(answer, extent));
        PreparationStep own = step;
        if (step.refers()) {
            int[] reference = step.reference(input.channels());
            int from = channels + reference[0];
            own = step.ofChannels(0, channels).referring(from, from + reference.length);
            image = JoinedChannels.of(image.name(), List.of(image, input));
        }
        Spec spec = Spec.parse(Prepared.ID).with("steps", PreparationStep.text(List.of(own)));
        float[] result = new float[image.channels() * Sizes.count(size)];
        new PatchReader(image, Normalizing.of(spec).of(image, image)).read(new long[size.length], size, result, 0);
        return Arrays.copyOf(result, answer.length);
    }
}
