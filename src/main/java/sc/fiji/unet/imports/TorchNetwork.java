package sc.fiji.unet.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.onnx.OnnxBytes;
import sc.fiji.unet.onnx.OnnxLayout;
import sc.fiji.unet.torchscript.ScriptReader;

/** A TorchScript archive as an ONNX file: what its code does to an image of a test's size, and its weights. */
final class TorchNetwork {
    private TorchNetwork() {}

    static byte[] asOnnx(byte[] archive, OnnxLayout layout, String name) {
        Map<String, int[]> inputs = inputs(layout.usual(4));
        OnnxBytes onnx = new OnnxBytes();
        List<TorchImage> images = new ArrayList<>();
        inputs.forEach((input, size) -> images.add(new TorchImage(input, size)));
        Object answer = chosen(read(archive, images, new TorchOperators(onnx), name), layout.ends());
        if (answer instanceof TorchImage image) return onnx.file(inputs, image.name());
        throw new InputException(
                name + " does not answer with one image. Expected a network from images to images of the"
                        + " same size. Ask its author for one.");
    }

    private static Map<String, int[]> inputs(OnnxLayout layout) {
        List<Integer> channels = layout.ends().channels();
        if (channels.size() < 2) return Map.of("input", layout.probe());
        Map<String, int[]> inputs = new LinkedHashMap<>();
        for (int i = 0; i < channels.size(); i++) {
            inputs.put("input" + (i + 1), layout.shape(i));
        }
        return inputs;
    }

    /** Of several answers the one in the place of the output that was chosen. */
    private static Object chosen(Object answer, OnnxLayout.Ends ends) {
        int place = ends.outputs().indexOf(ends.chosen());
        return answer instanceof List<?> all && place >= 0 && place < all.size() ? all.get(place) : answer;
    }

    /** Archives are read from files; this one may be a part of a package. */
    private static Object read(byte[] archive, List<?> images, TorchOperators operators, String name) {
        try {
            Path folder = Files.createTempDirectory("unet-import");
            Path file = folder.resolve("network.pt");
            try {
                Files.write(file, archive);
                return ScriptReader.read(file, name, images, operators);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder for temporary files: " + e.getMessage(), e);
        }
    }
}
