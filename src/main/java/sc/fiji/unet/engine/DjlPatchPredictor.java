package sc.fiji.unet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Computes patches with libtorch. One call at a time. */
public final class DjlPatchPredictor implements PatchPredictor {
    private final ScriptModule module;
    private final int channels;
    private final int classes;

    private DjlPatchPredictor(ScriptModule module, int channels, int classes) {
        this.module = module;
        this.channels = channels;
        this.classes = classes;
    }

    /**
     * Compiles a network for this machine.
     *
     * @param network with folded normalisation
     * @param device a name that {@link Devices} knows
     * @param precision of the convolutions
     */
    public static DjlPatchPredictor compile(Inference network, String device, Form.Precision precision) {
        boolean fused =
                !Devices.of(device).isGpu() && Cpu.isX86() && network.graph().rank() == 2;
        return compile(network, device, new Form(precision, false, fused));
    }

    /** Compiles a network for this machine in a form of one's own choice. */
    static DjlPatchPredictor compile(Inference network, String device, Form form) {
        ScriptModule module = ScriptModule.load(
                file -> TorchScriptWriter.write(file, network.graph(), network.weights(), form), device, false);
        return new DjlPatchPredictor(
                module, network.graph().channels(), network.graph().classes());
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public void predict(float[] input, int n, int[] size, float[] output) {
        try (NDManager scope = module.newScope()) {
            Shape shape = Shapes.of(n, channels, size);
            NDArray patches = scope.create(FloatBuffer.wrap(input, 0, Math.toIntExact(shape.size())), shape);
            NDArray result = module.forward(patches, false);
            result.toByteBuffer().asFloatBuffer().get(output, 0, Math.toIntExact(result.size()));
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
