package sc.fiji.unet.imports;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.onnx.OnnxLayout;
import sc.fiji.unet.onnx.OnnxOutline;
import sc.fiji.unet.steps.PreparationStep;

/** Several inputs of a model, images of one size, as one image: the channels of the first, then those of the others. */
final class JoinedInputs {
    private JoinedInputs() {}

    /** An input by its name. */
    record Part(String name, int channels) {}

    /** What a model reads, as one image. */
    static TensorText of(List<TensorText> inputs, String where) {
        TensorText first = inputs.get(0);
        if (inputs.size() == 1) return referring(first, inputs, where);
        for (TensorText input : inputs) {
            if (!input.spatial().equals(first.spatial())) {
                throw new InputException(where + " reads the images " + names(inputs)
                        + ": expected images that can be channels of one, all planes or all volumes. Ask its author for a"
                        + " network with one input.");
            }
        }
        Map<Character, TensorText.Size> sizes = new LinkedHashMap<>();
        for (TensorText input : inputs)
            input.sizes().forEach((axis, size) -> sizes.merge(axis, size, JoinedInputs::both));
        List<String> channels = new ArrayList<>();
        for (TensorText input : inputs) {
            if (input.channels().size() == channels(input)) channels.addAll(input.channels());
            else IntStream.range(0, channels(input)).forEach(c -> channels.add(input.id() + c));
        }
        sizes.put('c', new TensorText.Size(channels.size(), 0, 0));
        String id = inputs.stream().map(TensorText::id).collect(Collectors.joining("+"));
        return new TensorText(id, axes(inputs), channels, sizes, first.scales(), steps(inputs, where), first.test());
    }

    /** Those of all, or else those of one image in the order that the first has pixels in. */
    private static String axes(List<TensorText> inputs) {
        String first = inputs.get(0).axes();
        boolean alike = inputs.stream().allMatch(input -> input.axes().equals(first));
        return alike ? first : "bc" + first.replaceAll("[bc]", "");
    }

    private static TensorText.Size both(TensorText.Size a, TensorText.Size b) {
        return new TensorText.Size(
                Math.max(a.min(), b.min()), Math.max(a.step(), b.step()), Math.max(a.halo(), b.halo()));
    }

    /** How many channels an input has, 1 where that is not said. */
    static int channels(TensorText input) {
        TensorText.Size said = input.sizes().get('c');
        return said == null ? 1 : Math.max(1, said.min());
    }

    /** What is done to the first input, then to the others, each to its own channels. */
    private static List<PreparationStep> steps(List<TensorText> inputs, String where) {
        List<PreparationStep> all = new ArrayList<>();
        int from = 0;
        for (TensorText input : inputs) {
            int to = from + channels(input);
            for (PreparationStep step : referring(input, inputs, where).steps()) all.add(step.ofChannels(from, to));
            from = to;
        }
        return all;
    }

    /** A tensor whose steps refer to channels of the joined image rather than to inputs by their names. */
    static TensorText referring(TensorText tensor, List<TensorText> inputs, String where) {
        List<PreparationStep> steps = new ArrayList<>();
        for (PreparationStep step : tensor.steps()) {
            String name = step.arguments().getOrDefault("reference_tensor", "");
            boolean asItCame = steps.stream().allMatch(before -> before.id().equals("ensure_dtype"));
            steps.add(
                    name.isEmpty() || name.equals(tensor.id()) && asItCame
                            ? step
                            : referring(step, name, inputs, where));
        }
        return tensor.withSteps(steps);
    }

    private static PreparationStep referring(PreparationStep step, String name, List<TensorText> inputs, String where) {
        int from = 0;
        for (TensorText input : inputs) {
            int to = from + channels(input);
            if (input.id().equals(name)) return step.referring(from, to);
            from = to;
        }
        throw new InputException(where + ": the reference_tensor of " + step.id() + " is " + name
                + ", expected an input: " + names(inputs) + ". Ask its author for a valid description.");
    }

    private static String names(List<TensorText> inputs) {
        return inputs.stream().map(t -> t.id() + " (" + t.axes() + ")").collect(Collectors.joining(", "));
    }

    /** Those that a description names. */
    static List<Part> parts(List<TensorText> inputs) {
        return inputs.stream()
                .map(input -> new Part(input.id(), channels(input)))
                .toList();
    }

    /** Those that an ONNX file has by itself; none where it cannot be read, which others say. */
    static List<Part> parts(byte[] onnx, OnnxLayout layout) {
        OnnxOutline outline = OnnxOutline.of(ByteBuffer.wrap(onnx));
        List<Part> parts = new ArrayList<>();
        for (String name : outline.inputs()) {
            int[] size = outline.size(name);
            parts.add(new Part(name, layout.usual(size.length).channels(parts.size(), size)));
        }
        return parts;
    }

    /** Which channels each input is given, for people. */
    static String told(List<Part> inputs) {
        List<String> parts = new ArrayList<>();
        int from = 1;
        for (Part input : inputs) {
            int to = from + input.channels() - 1;
            parts.add(input.name() + " is channel " + (from == to ? from : from + " to " + to));
            from = to + 1;
        }
        return String.join(", ", parts);
    }
}
