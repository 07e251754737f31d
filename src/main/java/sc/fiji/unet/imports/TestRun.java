package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.Normalizing;
import sc.fiji.unet.steps.PreparationStep;

/**
 * A package's own test: its test input goes through preparation, network and postprocessing, and is held to its test output.
 *
 * @param input the image, axes x, y, (z), channel
 * @param size along x, y, (z)
 * @param expected values (channel, (z), y, x)
 */
record TestRun(ImageSource input, int[] size, float[] expected) {
    /**
     * Reads the tensors.
     *
     * @param inputs of each input, with its description
     */
    static TestRun of(Map<TensorText, NpyTensor> inputs, NpyTensor output, TensorText out, String where) {
        TensorText in = inputs.keySet().iterator().next();
        NpyTensor input = inputs.get(in);
        String spatial = in.spatial();
        int[] size = new int[spatial.length()];
        for (int d = 0; d < size.length; d++) size[d] = input.size(in.axes(), "xyz".charAt(d));
        for (int d = 0; d < size.length; d++) {
            if (output.size(out.axes(), "xyz".charAt(d)) != size[d]) {
                throw new InputException(where + ": its test output is not as large as its test input along "
                        + "xyz".charAt(d) + ". Expected a network from images to images of the same size.");
            }
        }
        long[] extent = Arrays.copyOf(Arrays.stream(size).asLongStream().toArray(), size.length + 1);
        float[] pixels = joined(inputs, where);
        extent[size.length] = pixels.length / Sizes.count(size);
        float[] expected = output.inOrder(
                out.axes(), "c" + spatial, where + ": " + out.test().name());
        return new TestRun(new ImageSource("the test input", ArrayImgs.floats(pixels, extent)), size, expected);
    }

    /** All inputs as one image, channel after channel. */
    private static float[] joined(Map<TensorText, NpyTensor> inputs, String where) {
        float[] all = new float[0];
        int pixels = 0;
        for (Map.Entry<TensorText, NpyTensor> input : inputs.entrySet()) {
            TensorText in = input.getKey();
            String order = "c" + in.spatial();
            float[] own = input.getValue()
                    .inOrder(in.axes(), order, where + ": " + in.test().name());
            int plane = own.length / input.getValue().size(in.axes(), 'c');
            if (pixels > 0 && plane != pixels) {
                throw new InputException(where + ": the test images of its inputs are of different sizes."
                        + " Expected inputs of one size.");
            }
            pixels = plane;
            float[] more = Arrays.copyOf(all, all.length + own.length);
            System.arraycopy(own, 0, more, all.length, own.length);
            all = more;
        }
        return all;
    }

    /** The answer to the test input, values (channel, (z), y, x). */
    float[] answer(PatchPredictor network, Normalizing preparation, List<PreparationStep> steps) {
        ChannelScaling scaling = preparation.of(input, input);
        float[] prepared = new float[Math.multiplyExact(input.channels(), Sizes.count(size))];
        new PatchReader(input, scaling).read(new long[size.length], size, prepared, 0);
        float[] answer = new float[Math.multiplyExact(network.classes(), Sizes.count(size))];
        network.predict(prepared, 1, size, answer);
        for (PreparationStep step : steps) answer = new Postprocessing(input, size).apply(step, answer);
        return answer;
    }

    /** What came of the test. */
    record Result(boolean reproduced, String text) {}

    /** Holds an answer to the expected one. */
    Result compare(float[] answer, ModelText.Tolerance tolerance) {
        if (answer.length != expected.length) {
            return new Result(
                    false, "Its test output has " + expected.length + " numbers, but " + answer.length + " came out.");
        }
        double most = 0;
        long off = 0;
        for (int i = 0; i < answer.length; i++) {
            double difference = Math.abs(answer[i] - expected[i]);
            most = Math.max(most, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            if (!(difference <= tolerance.absolute() + tolerance.relative() * Math.abs(expected[i]))) off++;
        }
        boolean reproduced = off * 1e6 <= tolerance.perMillion() * answer.length;
        String numbers = String.format(
                Locale.ROOT,
                "largest difference %.2g, %d of %d numbers beyond its tolerance",
                most,
                off,
                answer.length);
        return new Result(
                reproduced,
                reproduced
                        ? "Its test output is reproduced: " + numbers + "."
                        : "Its test output is NOT reproduced: " + numbers + ". Do not trust this model.");
    }
}
