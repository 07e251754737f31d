package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.steps.AnswerSteps;
import sc.fiji.unet.steps.PreparationStep;

/** What a description does to a network's answer, for the answer to its test input only: classes follow by other means. */
record Postprocessing(ImageSource input, int[] size) {
    float[] apply(PreparationStep step, float[] answer) {
        if (step.isAlong()) return scaled(step, answer);
        return switch (step.id()) {
            case "sigmoid" -> sigmoid(answer);
            case "softmax" -> softmax(answer);
            case "ensure_dtype" -> step.cuts() ? scaled(step.cut(), answer) : answer;
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

    private float[] scaled(PreparationStep step, float[] answer) {
        long[] extent = Arrays.copyOf(Arrays.stream(size).asLongStream().toArray(), size.length + 1);
        extent[size.length] = answer.length / Sizes.count(size);
        ImageSource image = new ImageSource("the test output", ArrayImgs.floats(answer, extent));
        AnswerSteps fitted = AnswerSteps.of(image, input, List.of(step));
        float[] result = new float[fitted.seen().channels() * Sizes.count(size)];
        new PatchReader(fitted.seen(), fitted.scaling()).read(new long[size.length], size, result, 0);
        return Arrays.copyOf(result, answer.length);
    }
}
