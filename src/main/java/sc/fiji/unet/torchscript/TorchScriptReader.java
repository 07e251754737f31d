package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
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
            byte[] pickle = content(zip, top + "data.pkl");
            List<Tensor> found = new ArrayList<>();
            collect(
                    "",
                    new PickleReader(pickle).read(),
                    new TensorReader(key -> content(zip, top + "data/" + key)),
                    found);
            return found;
        } catch (IOException | RuntimeException e) { // whatever a parser trips over, the file is at fault
            throw refuse(file, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    private static void collect(String prefix, Object value, TensorReader tensors, List<Tensor> found)
            throws IOException {
        if (!(value instanceof PickleReader.Instance instance)) return;
        if (TensorReader.isTensor(instance)) {
            tensors.read(prefix, instance).ifPresent(found::add);
            return;
        }
        for (Map.Entry<Object, Object> entry : instance.state().entrySet()) {
            String name = prefix.isEmpty() ? entry.getKey().toString() : prefix + "." + entry.getKey();
            collect(name, entry.getValue(), tensors, found);
        }
    }

    private static String topFolder(ZipFile zip) {
        List<String> found = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.matches("[^/]+/data\\.pkl"))
                .toList();
        if (found.size() != 1) throw new IllegalArgumentException("it is a zip file, but holds no TorchScript module");
        return found.get(0).substring(0, found.get(0).indexOf('/') + 1);
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) throw new IllegalArgumentException("its part " + name + " is missing");
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            CRC32 crc = new CRC32();
            crc.update(content);
            if (crc.getValue() != entry.getCrc())
                throw new IllegalArgumentException("its part " + name + " is damaged");
            return content;
        }
    }

    private static InputException refuse(Path file, String why, Exception cause) {
        return new InputException(
                file + " cannot be read as a TorchScript model: " + why
                        + ". Expected a .pt file (or .pth) that this plugin, torch.jit.save or torch.save wrote; copy it again,"
                        + " or save it again where PyTorch before 1.6 wrote it.",
                cause);
    }
}
