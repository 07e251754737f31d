package sc.fiji.unet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Watches between which numbers the values inside a network lie while it predicts. */
public final class Watching {
    private Watching() {}

    /**
     * Predicts patches on the processor.
     *
     * @param network with folded normalization
     * @param patches row-major (n, channels, (z), y, x), normalized
     * @param n how many
     * @param size x, y, (z), multiples of the stride
     * @return ranges that nobody has tried; none where processors of this kind do not compute on bytes
     */
    public static Calibration of(Inference network, float[] patches, int n, int[] size) {
        if (!Cpu.isX86()) return Calibration.NONE;
        List<String> names = TorchScriptWriter.watched(network.graph());
        try (NativeWork work = NativeWork.begin();
                ScriptModule module = ScriptModule.load(
                        file -> TorchScriptWriter.writeWatching(file, network.graph(), network.weights()),
                        "cpu",
                        false);
                NDManager scope = module.newScope()) {
            NDArray input =
                    scope.create(patches, TensorShapes.of(n, network.graph().channels(), size));
            float[] found = module.forward(input, false).toFloatArray();
            Map<String, Calibration.Range> ranges = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                ranges.put(names.get(i), new Calibration.Range(found[2 * i], found[2 * i + 1]));
            }
            return new Calibration(ranges);
        }
    }
}
