package sc.fiji.unet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Passes;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Computes patches with libtorch. One call at a time. */
public final class DjlPatchPredictor implements PatchPredictor {
    private static final int PROBE = 64;
    /** libtorch's scratch memory: resident memory over that of a network's values, as measured. */
    private static final double OVERHEAD = 1.35;

    private final ScriptModule module;
    private final Graph graph;
    private final Form form;
    private ByteBuffer staging = ByteBuffer.allocateDirect(0);

    private DjlPatchPredictor(ScriptModule module, Graph graph, Form form) {
        this.module = module;
        this.graph = graph;
        this.form = form;
    }

    /**
     * Compiles a network for this machine.
     *
     * @param network with folded normalisation
     * @param device a name that {@link Devices} knows
     * @param precision of the convolutions
     */
    public static DjlPatchPredictor compile(Inference network, String device, Form.Precision precision) {
        return compile(network, device, form(network.graph(), device, precision));
    }

    /** Compiles a network for this machine in a form of one's own choice. */
    static DjlPatchPredictor compile(Inference network, String device, Form form) {
        ScriptModule module = ScriptModule.load(
                file -> TorchScriptWriter.write(file, network.graph(), network.weights(), form), device, false);
        return new DjlPatchPredictor(module, network.graph(), form);
    }

    /** The fastest form on a device. */
    static Form form(Graph graph, String device, Form.Precision precision) {
        return new Form(precision, false, !Devices.of(device).isGpu() && Cpu.isX86() && graph.rank() == 2);
    }

    static double bytesPerPixel(Graph graph, Form form) {
        int[] size = new int[graph.rank()];
        Arrays.fill(size, PROBE * graph.stride());
        double pixels = Arrays.stream(size).asDoubleStream().reduce(1, (a, b) -> a * b);
        int bytesPerValue = form.precision() == Form.Precision.BF16 ? Short.BYTES : Float.BYTES;
        long bytes = form.fused()
                ? Passes.peakBytes(graph, bytesPerValue, size)
                : graph.activationBytes(false, bytesPerValue, size);
        return OVERHEAD * bytes / pixels;
    }

    @Override
    public double bytesPerPixel() {
        return bytesPerPixel(graph, form);
    }

    @Override
    public int channels() {
        return graph.channels();
    }

    @Override
    public int classes() {
        return graph.classes();
    }

    @Override
    public void predict(float[] input, int n, int[] size, float[] output) {
        TensorThread.run(() -> compute(input, n, size, output));
    }

    private void compute(float[] input, int n, int[] size, float[] output) {
        try (NDManager scope = module.newScope()) {
            Shape shape = Shapes.of(n, channels(), size);
            NDArray result = module.forward(scope.create(upload(input, shape), shape, DataType.FLOAT32), false);
            ByteBuffer bytes = result.toByteBuffer(true).order(ByteOrder.nativeOrder());
            bytes.asFloatBuffer().get(output, 0, Math.toIntExact(result.size()));
        }
    }

    /** Into memory that is kept from call to call: fresh pages would cost more than the copy. */
    private ByteBuffer upload(float[] input, Shape shape) {
        int length = Math.toIntExact(shape.size());
        int bytes = Math.multiplyExact(length, Float.BYTES);
        if (staging.capacity() < bytes)
            staging = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        staging.asFloatBuffer().put(input, 0, length);
        return staging;
    }

    @Override
    public void close() {
        module.close();
    }
}
