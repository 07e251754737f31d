package sc.fiji.unet.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.Python;

/**
 * A package whose network answers with the image itself, so that only what is done before and after it counts.
 *
 * @param folder in which it is made
 * @param foreign whether ONNX Runtime has to compute it
 */
record OperationPackage(Path folder, boolean foreign) {
    static final int WIDTH = 12;
    static final int HEIGHT = 8;
    private static final int PIXELS = WIDTH * HEIGHT;
    private static final String DESCRIPTION =
            """
            format_version: 0.5.7
            type: model
            name: Operations
            description: One after the other
            authors: [{name: Nobody}]
            license: MIT
            documentation: README.md
            inputs:
            - id: image
              axes: [{type: batch}, {type: channel, channel_names: [NAMES]}, {type: space, id: y, size: {min: 4, step: 4}},
                {type: space, id: x, size: {min: 4, step: 4}}]
              data: {type: float32}
              preprocessing: [BEFORE]
              test_tensor: {source: image.npy}
            outputs:
            - id: answer
              axes: [{type: batch}, {type: channel, channel_names: [NAMES]},
                {type: space, id: y, size: {tensor_id: image, axis_id: y}}, {type: space, id: x, size: {tensor_id: image, axis_id: x}}]
              data: {type: float32}
              postprocessing: [AFTER]
              test_tensor: {source: answer.npy}
            weights:
              onnx: {source: net.onnx, opset_version: 17}
            """;

    /** Values (channel, y, x). */
    static double[] image(int channels) {
        return IntStream.range(0, channels * PIXELS)
                .mapToDouble(i -> (i * i % 37 - 15) / 6.0)
                .toArray();
    }

    /** Puts what bioimage.io's own program answers into a package, as its test output. */
    static void answerByCore(Path folder, Path made) throws IOException, InterruptedException {
        Python.run(
                folder,
                """
                import sys, numpy
                from bioimageio.core import load_model_description, create_prediction_pipeline
                from bioimageio.core.digest_spec import create_sample_for_model
                made = sys.argv[1]
                model = load_model_description(made + "/rdf.yaml", perform_io_checks=False)
                sample = create_sample_for_model(model, inputs={"image": numpy.load(made + "/image.npy")})
                with create_prediction_pipeline(model) as pipeline:
                    answer = pipeline.predict_sample_without_blocking(sample)
                numpy.save(made + "/answer.npy", answer.members["answer"].data.values.astype("float32"))
                """,
                made);
    }

    static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }

    /** With steps before and after the network, and what has to come out. */
    Path written(int channels, String before, String after, double... expected) throws IOException {
        Path made = Files.createDirectories(folder.resolve("package"));
        float[] identity = new float[channels * channels];
        for (int c = 0; c < channels; c++) identity[c * channels + c] = 1;
        OnnxFiles net = new OnnxFiles().input("image", 1, channels, 0, 0);
        if (foreign) net.node("Neg", List.of("image"), "minus").node("Neg", List.of("minus"), "answer");
        else
            net.constant("w", new int[] {channels, channels, 1, 1}, identity)
                    .node("Conv", List.of("image", "w"), "answer");
        Files.write(made.resolve("net.onnx"), net.output("answer").bytes());
        int[] shape = {1, channels, HEIGHT, WIDTH};
        Files.write(made.resolve("image.npy"), NpyFiles.of(shape, floats(image(channels))));
        Files.write(made.resolve("answer.npy"), NpyFiles.of(shape, floats(expected)));
        Files.writeString(made.resolve("README.md"), "# Operations");
        String names = IntStream.range(0, channels).mapToObj(c -> "n" + c).collect(Collectors.joining(", "));
        return Files.writeString(
                made.resolve("rdf.yaml"),
                DESCRIPTION.replace("NAMES", names).replace("BEFORE", before).replace("AFTER", after));
    }
}
