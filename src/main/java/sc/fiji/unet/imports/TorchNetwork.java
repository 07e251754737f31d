package sc.fiji.unet.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.torchscript.ScriptReader;

/** A TorchScript archive as an ONNX file: what its code does to an image of a test's size, and its weights. */
final class TorchNetwork {
    private static final int PLANE = 256;
    private static final int VOLUME = 64;

    private TorchNetwork() {}

    static byte[] asOnnx(byte[] archive, TensorText input, String name) {
        int[] size = size(input);
        OnnxBytes onnx = new OnnxBytes();
        Object answer = read(archive, new TorchImage("input", size), new TorchOperators(onnx), name);
        if (answer instanceof TorchImage image) return onnx.file("input", size, image.name());
        throw new InputException(
                name + " does not answer with one image. Expected a network from images to images of the"
                        + " same size. Ask its author for one.");
    }

    /** Archives are read from files; this one may be a part of a package. */
    private static Object read(byte[] archive, Object image, TorchOperators operators, String name) {
        try {
            Path folder = Files.createTempDirectory("unet-import");
            Path file = folder.resolve("network.pt");
            try {
                Files.write(file, archive);
                return ScriptReader.read(file, name, image, operators);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder for temporary files: " + e.getMessage(), e);
        }
    }

    private static int[] size(TensorText input) {
        String axes = input.axes().isEmpty() ? "bcyx" : input.axes();
        int[] size = new int[axes.length()];
        for (int i = 0; i < size.length; i++) {
            char letter = axes.charAt(i);
            TensorText.Size rule = input.sizes().get(letter);
            size[i] = rule == null ? 0 : rule.min() + ("zyx".indexOf(letter) < 0 ? 0 : rule.step());
            if (size[i] == 0) size[i] = "zyx".indexOf(letter) < 0 ? 1 : axes.length() == 5 ? VOLUME : PLANE;
        }
        return size;
    }
}
