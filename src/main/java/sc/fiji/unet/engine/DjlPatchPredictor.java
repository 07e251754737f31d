package sc.fiji.unet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.LineBuffers;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Passes;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.PredictorPool;
import sc.fiji.unet.predict.Request;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Computes patches with libtorch. One call at a time. */
public final class DjlPatchPredictor implements PatchPredictor {
    private static final int PROBE = 64;
    /** Edge of patches that are called large: what is kept of strips grows with the width only. */
    private static final int LARGE = 2048;
    /** libtorch's scratch memory: resident memory over that of a network's values, as measured. */
    private static final double OVERHEAD = 1.35;
    /** How often a patch's values lie in memory at a time: libtorch's own and those on their way there or back. */
    private static final int COPIES = 2;

    private final ScriptModule module;
    private final Graph graph;
    private final Form form;
    private final boolean strips;
    private final double bytesPerPixel;
    private final UploadBuffer upload;

    private DjlPatchPredictor(ScriptModule module, UploadBuffer upload, Graph graph, Form form) {
        this.module = module;
        this.upload = upload;
        this.graph = graph;
        this.form = form;
        strips = !passes(graph, form).isEmpty();
        bytesPerPixel = bytesPerPixel(graph, form);
    }

    /**
     * Compiles a network for this machine.
     *
     * @param network with folded normalization
     * @param device a name that {@link Devices} knows
     * @param precision of the convolutions
     */
    public static DjlPatchPredictor compile(Inference network, String device, Form.Precision precision) {
        return compile(network, device, form(network.graph(), device, precision));
    }

    /** Compiles a network for this machine in a form of one's own choice. */
    static DjlPatchPredictor compile(Inference network, String device, Form form) {
        try (CloseOnFailure opened = new CloseOnFailure()) {
            ScriptModule module = ScriptModule.load(
                    file -> TorchScriptWriter.write(file, network.graph(), network.weights(), form), device, false);
            opened.add(module, module::close);
            if (form.isOnBytes()) module.prepare();
            UploadBuffer upload = UploadBuffer.of(device);
            opened.add(upload, upload::close);
            DjlPatchPredictor predictor = new DjlPatchPredictor(module, upload, network.graph(), form);
            opened.succeeded();
            return predictor;
        }
    }

    /** The fastest form on a device. */
    static Form form(Graph graph, String device, Form.Precision precision) {
        boolean known = Cpu.isX86() && (precision != Form.Precision.BF16 || Cpu.fusesBfloat16());
        return new Form(precision, false, known && !Devices.of(device).isGpu());
    }

    /** The form that computes on bytes what it can; one on floats where nothing can, or the device knows no such. */
    static Form onBytes(Inference network, String device) {
        Form floats = form(network.graph(), device, Form.Precision.FP32);
        BytePlan plan = BytePlan.of(network.graph(), network.calibration());
        return canBeOnBytes(network.graph(), device) && !plan.isEmpty() ? Form.onBytes(plan) : floats;
    }

    /** Whether some of a network could be computed on bytes there, were it known what values it has. */
    static boolean canBeOnBytes(Graph graph, String device) {
        Form floats = form(graph, device, Form.Precision.FP32);
        return !passes(graph, floats).isEmpty();
    }

    /** A pool of one for each of these devices, all in one form; a single one is no pool. */
    static PatchPredictor onEach(Inference network, List<String> devices, Form form) {
        return PredictorPool.of(devices.stream()
                .map(device -> (Supplier<PatchPredictor>) () -> compile(network, device, form))
                .toList());
    }

    private static List<Pass> passes(Graph graph, Form form) {
        return form.fused() ? Passes.of(graph) : List.of();
    }

    static double bytesPerPixel(Graph graph, Form form) {
        List<Pass> passes = passes(graph, form);
        int input = COPIES * Float.BYTES * graph.channels();
        if (!passes.isEmpty()) {
            int edge = LARGE / graph.stride() * graph.stride();
            long values = LineBuffers.of(graph, passes).values(graph, edge, form.stripRows(edge, graph.stride()));
            return input + (double) form.bytesPerValue() * values / ((double) edge * edge);
        }
        int[] size = new int[graph.rank()];
        Arrays.fill(size, PROBE * graph.stride());
        double pixels = Sizes.product(size);
        int output = COPIES * Float.BYTES * graph.classes();
        return input + output + OVERHEAD * graph.activationBytes(false, form.bytesPerValue(), size) / pixels;
    }

    @Override
    public double bytesPerPixel() {
        return bytesPerPixel;
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
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        try (NDManager scope = module.newScope()) {
            Shape shape = TensorShapes.of(n, channels(), size);
            NDArray patches = scope.create(upload.fill(input, Math.toIntExact(shape.size())), shape, DataType.FLOAT32);
            int rows = form.stripRows(n * size[0], graph.stride());
            if (strips && size[1] > rows) {
                strips(patches, request.inMultiplesOf(graph.stride()), rows, output);
            } else {
                whole(patches, size[1], output);
            }
        }
    }

    private void whole(NDArray patches, int height, float[] output) {
        try (NativeWork work = NativeWork.begin()) {
            copy(module.forward(patches, false), height, 0, output);
        }
    }

    private void strips(NDArray patches, Request request, int rows, float[] output) {
        int height = Math.toIntExact(patches.getShape().get(2));
        int end = height - request.below();
        try (Strips strips = module.strips(patches, request, rows)) {
            int row = request.above();
            while (row < end) {
                request.progress().check();
                try (NativeWork work = NativeWork.begin();
                        NDArray strip = strips.next(patches.getManager())) {
                    copy(strip, height, row, output);
                    row += Math.toIntExact(strip.getShape().get(2));
                }
                request.progress().update(row - request.above(), end - request.above(), "Segmenting");
            }
        }
    }

    /** Copies rows of every plane to where they belong in planes of that height. */
    private static void copy(NDArray rows, int height, int first, float[] output) {
        if (rows.isEmpty()) return;
        Shape shape = rows.getShape();
        int width = Math.toIntExact(shape.get(shape.dimension() - 1));
        int length = width * Math.toIntExact(shape.get(shape.dimension() - 2));
        FloatBuffer values =
                rows.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int at = first * width; values.hasRemaining(); at += height * width) values.get(output, at, length);
    }

    @Override
    public void close() {
        upload.close();
        module.close();
    }
}
