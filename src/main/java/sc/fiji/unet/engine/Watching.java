package sc.fiji.unet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Calibration.Range;
import sc.fiji.unet.nn.Histogram;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Watches how the values inside a network are spread while it predicts. */
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
        Map<String, Range> ranges = new LinkedHashMap<>();
        spreads(network, patches, n, size).forEach((node, spread) -> ranges.put(node, spread.smallestError()));
        return new Calibration(ranges).upTo(Cpu.largestWeight());
    }

    /** By the name of the node. */
    private static Map<String, Histogram> spreads(Inference network, float[] patches, int n, int[] size) {
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
            int row = 2 + TorchScriptWriter.BINS;
            Map<String, Histogram> spreads = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                float[] counts = Arrays.copyOfRange(found, i * row + 2, (i + 1) * row);
                spreads.put(names.get(i), new Histogram(found[i * row], found[i * row + 1], counts));
            }
            return spreads;
        }
    }
}
