package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.nn.Weights;

/**
 * Reads the tensors of any TorchScript archive, ours or one that PyTorch saved, by attribute name; names of nested modules
 * are joined with points. Tensors may be float32, float64, float16 or bfloat16; others are passed over.
 */
public final class TorchScriptReader {
    private TorchScriptReader() {}

    /** Reads all floating point tensors; a broken or foreign file is refused with what is wrong with it. */
    public static Weights read(Path file) {
        if (!Files.isRegularFile(file)) throw refuse(file, "there is no such file", null);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String top = topFolder(zip);
            byte[] pickle = content(zip, top + "data.pkl");
            Map<String, float[]> arrays = new LinkedHashMap<>();
            collect(
                    "",
                    new PickleReader(pickle).read(),
                    new TensorReader(key -> content(zip, top + "data/" + key)),
                    arrays);
            return new Weights(arrays);
        } catch (IOException
                | IllegalArgumentException
                | ClassCastException
                | IndexOutOfBoundsException
                | BufferUnderflowException
                | NoSuchElementException e) {
            throw refuse(file, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
    }

    private static void collect(String prefix, Object value, TensorReader tensors, Map<String, float[]> arrays)
            throws IOException {
        if (!(value instanceof PickleReader.Instance instance)) return;
        if (TensorReader.isTensor(instance)) {
            float[] values = tensors.read(instance);
            if (values != null) arrays.put(prefix, values);
            return;
        }
        for (Map.Entry<Object, Object> entry : instance.state().entrySet()) {
            String name = prefix.isEmpty() ? entry.getKey().toString() : prefix + "." + entry.getKey();
            collect(name, entry.getValue(), tensors, arrays);
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
            return in.readAllBytes();
        }
    }

    private static InputException refuse(Path file, String why, Exception cause) {
        return new InputException(
                file + " cannot be read as a TorchScript model: " + why
                        + ". Expected a .pt file written by this plugin or by torch.jit.save; copy the model again.",
                cause);
    }
}
