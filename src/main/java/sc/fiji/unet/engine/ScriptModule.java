package sc.fiji.unet.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.predict.Request;

/**
 * A TorchScript archive loaded into libtorch. This is the one class that hands DJL's arrays to other packages: only
 * {@code loss} and {@code train} may use it. Calls must come one at a time.
 */
public final class ScriptModule implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();
    private final Model model;
    private final AtomicBoolean closed = new AtomicBoolean();
    private PtSymbolBlock block;

    private ScriptModule(Model model) {
        this.model = model;
        OPEN.incrementAndGet();
        NativeWork.held(1);
    }

    /** How many there are that nobody has closed: what tests look at for native memory that was lost. */
    static int open() {
        return OPEN.get();
    }

    /**
     * Writes an archive to a temporary file and loads it.
     *
     * @param writer writes the archive
     * @param device a name that {@link Devices} knows
     * @param trainable keep gradients of what the archive calls parameters
     */
    public static ScriptModule load(Consumer<Path> writer, String device, boolean trainable) {
        try {
            Path file = Files.createTempFile("unet", ".pt");
            try {
                writer.accept(file);
                return load(file, Devices.of(device), trainable);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder for temporary files: " + e.getMessage(), e);
        }
    }

    private static ScriptModule load(Path file, Device device, boolean trainable) throws IOException {
        Pytorch.engine();
        try (NativeWork work = NativeWork.begin();
                CloseOnFailure opened = new CloseOnFailure()) {
            ScriptModule module = new ScriptModule(Model.newInstance("net", device, "PyTorch"));
            opened.add(module, module::close);
            module.read(file, trainable);
            opened.succeeded();
            return module;
        } catch (MalformedModelException e) {
            throw new IllegalStateException("libtorch refuses the network: " + e.getMessage(), e);
        }
    }

    private void read(Path file, boolean trainable) throws IOException, MalformedModelException {
        Map<String, String> options = Map.of("trainParam", String.valueOf(trainable));
        model.load(file.getParent(), file.getFileName().toString(), options);
        block = (PtSymbolBlock) model.getBlock();
        // DJL loads in evaluation mode, yet believes that it is in training mode and would not switch.
        if (trainable) JniUtils.enableTrainingMode(block);
    }

    /** A scope for arrays on the module's device: closing it frees all of them. */
    public NDManager newScope() {
        return model.getNDManager().newSubManager();
    }

    /** Runs {@code forward} on one array; in training mode gradients flow where a collector is open. */
    public NDArray forward(NDArray input, boolean training) {
        ParameterStore store = new ParameterStore(input.getManager(), false);
        return block.forward(store, new NDList(input), training).singletonOrThrow();
    }

    /** Lays out weights as the processor wants them: once, for forms that compute on bytes. */
    void prepare() {
        IValueUtils.runMethod(block, "prepare").close();
    }

    /** Goes down patches in strips of so many rows, without gradients; for fused forms of networks that have passes. */
    Strips strips(NDArray patches, Request request, int rows) {
        return new Strips(block, patches, request, rows);
    }

    /** What is learned, by name. The arrays belong to the module. */
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        for (Pair<String, ai.djl.nn.Parameter> pair : block.getParameters()) {
            parameters.put(pair.getValue().getName(), pair.getValue().getArray());
        }
        return parameters;
    }

    /** Calls a method that takes lists of arrays and one number, in that order, and gives one array. */
    public NDArray call(NDManager scope, List<NDArray[]> lists, double number) {
        IValue[] arguments = new IValue[lists.size() + 1];
        for (int i = 0; i < lists.size(); i++) {
            PtNDArray[] arrays = new PtNDArray[lists.get(i).length];
            for (int k = 0; k < arrays.length; k++) arrays[k] = (PtNDArray) lists.get(i)[k];
            arguments[i] = IValue.listFrom(arrays);
        }
        arguments[lists.size()] = IValue.from(number);
        try (IValue result = block.forward(arguments)) {
            return result.toTensor((PtNDManager) scope);
        } finally {
            for (IValue argument : arguments) argument.close();
        }
    }

    /** Calls a method without arguments that gives a list of arrays. */
    public NDArray[] list(NDManager scope, String method) {
        try (IValue result = IValueUtils.runMethod(block, method)) {
            return result.toTensorArray((PtNDManager) scope);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        OPEN.decrementAndGet();
        model.close();
        NativeWork.held(-1);
    }
}
