package sc.fiji.unet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.engine.NativeWork;
import sc.fiji.unet.engine.Pytorch;
import sc.fiji.unet.engine.ScriptModule;
import sc.fiji.unet.engine.TensorShapes;
import sc.fiji.unet.loss.AuxiliaryLoss;
import sc.fiji.unet.loss.Scalars;
import sc.fiji.unet.loss.SegmentationLoss;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/**
 * A network in training: primitive arrays in, numbers out. Native memory of a step is freed when the step ends. One thread
 * at a time; only one network of a process can be in a backward pass, so others wait.
 *
 * <p>Where memory does not suffice for a batch, it is computed in parts of half the size, whose gradients are added up:
 * the step stays that of the whole batch, except that batch normalization sees smaller batches.
 */
public class TrainingNetwork implements AutoCloseable {
    private static final ReentrantLock BACKWARD = new ReentrantLock();
    private final Graph graph;
    private final FitPlan plan;
    private final ScriptModule module;
    private final Optimizer optimizer;
    private final Configured<SegmentationLoss> loss;
    private final int classes;
    private final WeightAverage average;
    private final Consumer<String> notes;
    private int patchesAtOnce = Integer.MAX_VALUE;

    /** The loss of a step's batch before the step, and the norm of all gradients before they were clipped. */
    public record StepResult(double loss, double gradientNorm) {}

    /**
     * Loads the network into libtorch.
     *
     * @param start weights, and what {@link #optimizerState()} gave
     * @param notes told where memory runs out
     */
    public TrainingNetwork(Graph graph, Checkpoint start, FitPlan plan, Consumer<String> notes) {
        this.graph = graph;
        this.plan = plan;
        this.notes = notes;
        loss = Extensions.of(SegmentationLoss.class).get(plan.method().loss());
        AuxiliaryTargets auxiliary =
                Extensions.of(AuxiliaryTargets.class).get(plan.method().auxiliary());
        classes = graph.classes() - auxiliary.names(graph.rank()).size();
        Form form = Form.training(plan.machine().precision(), plan.rules().bytes());
        try (CloseOnFailure opened = new CloseOnFailure()) {
            module = ScriptModule.load(
                    file -> TorchScriptWriter.write(file, graph, start.weights(), form),
                    plan.machine().device(),
                    true);
            opened.add(module, module::close);
            optimizer = new Optimizer(
                    plan.method().optimizer(),
                    free(),
                    start.optimizer(),
                    plan.machine().device());
            opened.add(optimizer, optimizer::close);
            double decay = plan.rules().ema();
            average = decay == 0
                    ? null
                    : new WeightAverage(
                            decay,
                            module.parameters(),
                            start.optimizer(),
                            plan.machine().device());
            opened.succeeded();
        }
    }

    /** What is learned; the gradients of what is frozen are not even computed. */
    private Map<String, NDArray> free() {
        Map<String, NDArray> free = module.parameters();
        for (String name : plan.rules().frozen()) {
            NDArray frozen = free.remove(name);
            if (frozen != null) frozen.setRequiresGradient(false); // running statistics are not among the parameters
        }
        return free;
    }

    /** Forward, loss, backward and optimizer step on one batch. */
    public StepResult step(long number, PatchBatch batch, double learningRate) {
        BACKWARD.lock();
        try (NativeWork work = NativeWork.begin();
                NDManager scope = module.newScope()) {
            double value = gradients(number, batch);
            StepResult result = new StepResult(value, optimizer.step(scope, learningRate));
            if (average != null) average.update(number);
            return result;
        } finally {
            BACKWARD.unlock();
        }
    }

    private double gradients(long number, PatchBatch batch) {
        while (true) {
            try {
                Pytorch.engine()
                        .setRandomSeed(
                                Math.toIntExact(mix(plan.machine().seed(), number) >>> 33)); // dropout, too, can resume
                double loss = 0;
                for (BatchPart part : BatchPart.of(batch, patchesAtOnce)) loss += backward(part);
                return loss;
            } catch (RuntimeException | OutOfMemoryError e) {
                int tried = Math.min(patchesAtOnce, batch.n());
                if (tried == 1 || !MemoryShortage.is(e)) throw e;
                patchesAtOnce = (tried + 1) / 2;
                optimizer.discardGradients();
                notes.accept("Memory ran out with " + tried + " patches at once. Now " + patchesAtOnce
                        + " at once, their gradients added up: a step still learns from " + batch.n() + " patches.");
            }
        }
    }

    /** The part's contribution to the loss; its gradients are added to those that are there. */
    private double backward(BatchPart part) {
        try (NDManager scope = module.newScope();
                GradientCollector collector = Pytorch.engine().newGradientCollector()) {
            PatchBatch batch = part.batch();
            NDArray value = Scalars.mul(loss(scope, logits(scope, batch), batch), part.share());
            collector.backward(value);
            return value.getFloat();
        }
    }

    /** The network's answer in training mode; under deep supervision all answers along the channels. */
    NDArray logits(NDManager scope, PatchBatch batch) {
        return module.forward(input(scope, batch.input(), batch.n(), batch.size()), true);
    }

    /** Under deep supervision the mean over all outputs, which count alike. */
    private NDArray loss(NDManager scope, NDArray logits, PatchBatch batch) {
        var shape = TensorShapes.ofMaps(batch.n(), batch.size());
        NDArray target = scope.create(known(batch), shape).toType(DataType.INT64, false);
        NDArray weight = scope.create(batch.weight(), shape);
        NDList outputs = logits.split(graph.outputs().size(), 1);
        boolean more = classes < graph.classes();
        AuxiliaryLoss auxiliary = more ? auxiliaryLoss(scope, batch) : null;
        NDArray sum = outputs.stream()
                .map(output -> {
                    if (!more) return loss.extension().loss(output, target, weight, loss.options());
                    NDList parts = output.split(new long[] {classes}, 1);
                    return loss.extension()
                            .loss(parts.get(0), target, weight, loss.options())
                            .add(auxiliary.of(parts.get(1)));
                })
                .reduce(NDArray::add)
                .orElseThrow();
        return Scalars.div(sum, outputs.size());
    }

    private AuxiliaryLoss auxiliaryLoss(NDManager scope, PatchBatch batch) {
        var shape = TensorShapes.of(batch.n(), graph.classes() - classes, batch.size());
        NDArray values = scope.create(FloatBuffer.wrap(batch.auxiliary().values()), shape);
        return new AuxiliaryLoss(
                values, scope.create(FloatBuffer.wrap(batch.auxiliary().weights()), shape));
    }

    /** Ignored pixels have weight 0; the loss wants a class there all the same. */
    private static int[] known(PatchBatch batch) {
        int[] target = batch.target().clone();
        for (int i = 0; i < target.length; i++) target[i] = Math.max(target[i], 0);
        return target;
    }

    private NDArray input(NDManager scope, float[] values, int n, int[] size) {
        var shape = TensorShapes.of(n, graph.channels(), size);
        return scope.create(FloatBuffer.wrap(values, 0, Math.toIntExact(shape.size())), shape);
    }

    /**
     * The network as it is now, compiled as it will be for predicting; the caller closes it. A module of its own: libtorch
     * optimizes a module for the gradients that its first calls need, and may then refuse to compute without them.
     */
    public PatchPredictor predictor() {
        return DjlPatchPredictor.compile(
                Inference.of(graph, weights(), classes),
                plan.machine().device(),
                plan.machine().precision());
    }

    /** A copy of the weights as they are now. */
    public Weights weights() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        List<Parameter> running =
                graph.parameters().stream().filter(p -> !p.learned()).toList();
        try (NativeWork work = NativeWork.begin();
                NDManager scope = module.newScope()) {
            module.parameters().forEach((name, array) -> arrays.put(name, array.toFloatArray()));
            NDArray[] buffers = module.list(scope, "buffers");
            for (int i = 0; i < buffers.length; i++) arrays.put(running.get(i).name(), buffers[i].toFloatArray());
        }
        return new Weights(arrays);
    }

    /** What is to be learned has changed before this step: the average, where one is taken, soon forgets what was before. */
    public void averageAnew(long number) {
        if (average != null) average.beginAnew(number);
    }

    /** Does something with the network that is validated and kept: the average of its weights, where one is taken. */
    public <T> T kept(Supplier<T> work) {
        return average == null ? work.get() : average.inPlace(work);
    }

    Map<String, float[]> optimizerState() {
        Map<String, float[]> state = optimizer.state();
        if (average != null) state.putAll(average.state());
        return state;
    }

    private static long mix(long seed, long number) {
        return (seed * 0x9E3779B97F4A7C15L ^ number) * 0xBF58476D1CE4E5B9L;
    }

    @Override
    public void close() {
        if (average != null) average.close();
        optimizer.close();
        module.close();
    }
}
