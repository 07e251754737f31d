package sc.fiji.unet.torchscript;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.nn.Tensor;

/** Weights in any file that people have them in. */
public final class WeightFile {
    private WeightFile() {}

    /** Reads the tensors of a safetensors file, a TorchScript archive or a state dictionary that PyTorch saved. */
    public static List<Tensor> read(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".safetensors") ? SafetensorsReader.read(file) : TorchScriptReader.tensors(file);
    }
}
