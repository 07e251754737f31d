package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.Weights;

/**
 * Reads the tensors of any TorchScript archive, ours or one that PyTorch saved, and of state dictionaries, by attribute
 * name; names of nested modules are joined with points. Tensors may be float32, float64, float16 or bfloat16; others are passed over.
 */
public final class TorchScriptReader {
    private TorchScriptReader() {}

    /** Reads the values of all floating point tensors by name; refuses as {@link #tensors} does. */
    public static Weights read(Path file) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Tensor tensor : tensors(file)) arrays.put(tensor.name(), tensor.values());
        return new Weights(arrays);
    }

    /** Reads all floating point tensors; a broken or foreign file is refused with what is wrong with it. */
    public static List<Tensor> tensors(Path file) {
        if (!Files.isRegularFile(file)) throw refuse(file, "there is no such file", null);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String top = topFolder(zip);
            Unpacking parts = new Unpacking(zip, Files.size(file));
            byte[] pickle = parts.content(top + "data.pkl");
            TensorReader tensors = new TensorReader(key -> parts.content(top + "data/" + key));
            return new TensorWalk(tensors, parts, pickle.length).of(new PickleReader(pickle).read());
        } catch (IOException | RuntimeException e) { // whatever a parser trips over, the file is at fault
            throw refuse(file, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    static String topFolder(ZipFile zip) {
        List<String> found = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.matches("[^/]+/data\\.pkl"))
                .toList();
        if (found.size() != 1) throw new IllegalArgumentException("it is a zip file, but holds no TorchScript module");
        return found.get(0).substring(0, found.get(0).indexOf('/') + 1);
    }

    private static InputException refuse(Path file, String why, Exception cause) {
        return new InputException(
                file + " cannot be read as a TorchScript model: " + why
                        + ". Expected a .pt file (or .pth) that this plugin, torch.jit.save or torch.save wrote; copy it again,"
                        + " or save it again where PyTorch before 1.6 wrote it.",
                cause);
    }
}
