package sc.fiji.unet.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;

/** An archive in DJL's hands: the nearest to what the program does with it, without the program. */
public final class LoadedNet implements AutoCloseable {
    private final Model model = Model.newInstance("net", Device.cpu(), "PyTorch");
    private final NDManager manager = model.getNDManager();

    /** Opens an archive; {@code training}: it was written in the training form. */
    public LoadedNet(Path file, boolean training) throws IOException, MalformedModelException {
        String name = file.getFileName().toString().replace(".pt", "");
        model.load(file.toAbsolutePath().getParent(), name, training ? Map.of("trainParam", "true") : Map.of());
        if (training)
            JniUtils.enableTrainingMode((PtSymbolBlock) model.getBlock()); // DJL believes that it is, yet it is not
    }

    /** Writes a network and opens it. */
    public static LoadedNet of(Path folder, Graph graph, Weights weights, Form form)
            throws IOException, MalformedModelException {
        Path file = folder.resolve("net-" + Integer.toHexString(form.hashCode()) + ".pt");
        TorchScriptWriter.write(file, graph, weights, form);
        return new LoadedNet(file, form.training());
    }

    /** One forward pass in evaluation mode, or in training mode. */
    public float[] run(float[] input, boolean training, long... shape) {
        try (NDManager scope = manager.newSubManager()) {
            return forward(scope, scope.create(input, new Shape(shape)), training)
                    .toFloatArray();
        }
    }

    /** Gradients of the sum of squared outputs by parameter, in training mode. */
    public Map<String, float[]> gradients(float[] input, long... shape) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray output = forward(scope, scope.create(input, new Shape(shape)), true);
            collector.backward(output.square().sum());
            for (Parameter parameter : model.getBlock().getParameters().values()) {
                if (!parameter.getArray().hasGradient()) continue;
                NDArray gradient = parameter.getArray().getGradient();
                gradient.attach(scope);
                gradients.put(parameter.getName(), gradient.toFloatArray());
            }
        }
        return gradients;
    }

    /** Gradient of one output value by the input, of a network that does the same in training as in evaluation. */
    public float[] inputGradient(float[] input, int output, long... shape) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = scope.create(input, new Shape(shape));
            x.setRequiresGradient(true);
            collector.backward(forward(scope, x, true).flatten().get(output));
            NDArray gradient = x.getGradient();
            gradient.attach(scope);
            return gradient.toFloatArray();
        }
    }

    /** Reproducible values in [0, 1). */
    public static float[] noise(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 1;
        for (long edge : shape) size *= (int) edge;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = (float) random.nextDouble();
        return values;
    }

    @Override
    public void close() {
        model.close();
    }

    private NDArray forward(NDManager scope, NDArray x, boolean training) {
        NDArray output = model.getBlock()
                .forward(new ParameterStore(scope, false), new NDList(x), training)
                .singletonOrThrow();
        output.attach(scope);
        return output;
    }
}
