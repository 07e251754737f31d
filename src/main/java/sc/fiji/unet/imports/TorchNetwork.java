package sc.fiji.unet.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.onnx.OnnxBytes;
import sc.fiji.unet.onnx.OnnxLayout;
import sc.fiji.unet.torchscript.ScriptReader;

/** A TorchScript archive as an ONNX file: what its code does to an image of a test's size, and its weights. */
final class TorchNetwork {
    private TorchNetwork() {}

    static byte[] asOnnx(byte[] archive, OnnxLayout layout, String name) {
        int[] size = layout.usual(4).probe();
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
}
