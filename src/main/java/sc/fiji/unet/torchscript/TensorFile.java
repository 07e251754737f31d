package sc.fiji.unet.torchscript;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Named arrays of floats in one file, which {@code torch.jit.load} opens as well: a TorchScript archive whose module
 * computes nothing.
 */
public final class TensorFile {
    private TensorFile() {}

    /** Creates or replaces the file. Names are Python identifiers. */
    public static void write(Path file, Map<String, float[]> arrays) {
        List<StoredTensor> tensors = new ArrayList<>();
        StringBuilder code = new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = [");
        arrays.keySet().forEach(name -> code.append('"').append(name).append("\", "));
        code.append("]\n  training : bool\n");
        arrays.forEach((name, values) -> {
            code.append("  ").append(name).append(" : Tensor\n");
            tensors.add(new StoredTensor(name, new int[] {values.length}, values, false, false));
        });
        TorchScriptWriter.writeModule(file, code.toString(), tensors, false);
    }

    /** Reads them; a broken or foreign file is refused. */
    public static Map<String, float[]> read(Path file) {
        return TorchScriptReader.read(file).arrays();
    }
}
