package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ImageSource;
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
            case "scale_mean_variance" -> likeInput(step, answer);
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

    /** Mean 0 and deviation 1, then mean and deviation of the input. */
    private float[] likeInput(PreparationStep step, float[] answer) {
        PreparationStep unit = new PreparationStep("zero_mean_unit_variance", step.arguments());
        float[] result = scaled(unit, answer);
        ImageSource like = input;
        float[] reference = scaling(unit, like);
        for (int i = 0; i < result.length; i++) {
            int c = Math.min(reference.length / 2 - 1, i / Sizes.count(size));
            result[i] = (result[i] - reference[2 * c + 1]) / reference[2 * c];
        }
        return result;
    }

    /** Factor and summand of each channel. */
    private static float[] scaling(PreparationStep step, ImageSource image) {
        var found = Normalizing.of(spec(step)).of(image, image);
        float[] pairs = new float[2 * found.channels()];
        for (int c = 0; c < found.channels(); c++) {
            pairs[2 * c] = found.gain()[c];
            pairs[2 * c + 1] = found.offset()[c];
        }
        return pairs;
    }

    private static Spec spec(PreparationStep step) {
        return Spec.parse(Prepared.ID).with("steps", PreparationStep.text(List.of(step)));
    }

    private float[] scaled(PreparationStep step, float[] answer) {
        long[] extent = Arrays.copyOf(Arrays.stream(size).asLongStream().toArray(), size.length + 1);
        extent[size.length] = answer.length / Sizes.count(size);
        ImageSource image = new ImageSource("the test output", ArrayImgs.floats(answer, extent));
        float[] result = new float[answer.length];
        new PatchReader(image, Normalizing.of(spec(step)).of(image, image))
                .read(new long[size.length], size, result, 0);
        return result;
    }
}
