package sc.fiji.unet.live;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.DecisionCache;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.torchscript.Form.Precision;
import sc.fiji.unet.torchscript.TorchScriptReader;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.TrainingBenchmark;
import sc.fiji.unet.train.TrainingNetwork;

/**
 * The network of a live session: small enough that a step takes a fraction of a second on this machine, or that of a model
 * to go on with. For one thread.
 */
final class LiveNetwork implements AutoCloseable {
    /** Edge of what it learns from: many small patches see more strokes than a few large ones of as many pixels. */
    static final int EDGE = 64;

    private static final Spec LOSS = Spec.parse("dice-ce");
    private static final double RATE = 1e-3;
    /** For a network that has learned before. */
    private static final double RATE_TO_GO_ON = 3e-4;
    /** What is shown is the average of some twenty steps: single ones jump, as strokes are few. */
    private static final double AVERAGING = 0.95;
    /** After new strokes it is soon an average of what has learned from them, as if it had begun so many steps ago. */
    private static final int CALM_STEPS = 10;

    private static final long SEED = 1;
    /** The first that is fast enough is taken; only the usual one is timed. */
    private static final int[] WIDTHS = {32, 24, 16, 8};

    private static final int USUAL = 16;
    private static final int DEPTH = 3;
    /** Beyond this, strokes would not show in time. */
    private static final double SECONDS_A_STEP = 0.2;
    /** So long a step may take where the network knows much already, and few steps are enough. */
    private static final double SECONDS_A_STEP_AT_MOST = 0.6;

    private static final int BATCH = 16;

    private final Spec architecture;
    private final Spec normalization;
    private final Graph graph;
    private final FitPlan plan;
    private final TrainingNetwork network;
    private long steps;

    /** All that makes a network beside its weights. */
    private record Design(Spec architecture, Spec normalization, Graph graph, FitPlan plan) {
        Design withClasses(int classes) {
            return new Design(architecture, normalization, build(architecture, graph.channels(), classes), plan);
        }
    }

    private LiveNetwork(Design design, Weights weights) {
        architecture = design.architecture();
        normalization = design.normalization();
        graph = design.graph();
        plan = design.plan();
        network = new TrainingNetwork(graph, Checkpoint.of(weights), plan, note -> {});
    }

    /**
     * Makes a network that is fast enough.
     *
     * @param device a name that the engine knows
     * @param start what it has learned before
     * @param saved the file in which an earlier session left its network; what does not fit is ignored
     */
    static LiveNetwork open(int channels, int classes, String device, StartFrom start, Path saved) {
        if (start.isModel()) return of(new ModelFolder(start.model()), channels, classes, device, saved);
        return usual(channels, classes, device, start, saved);
    }

    private static LiveNetwork usual(int channels, int classes, String device, StartFrom start, Path saved) {
        Graph usual = build(architecture(USUAL), channels, classes);
        var measured = speed(device).of(usual, new int[] {EDGE, EDGE});
        int width = width(channels, classes, start, measured.flops());
        Graph graph = build(architecture(width), channels, classes);
        Weights random = Weights.initial(graph, SEED);
        Weights weights = saved(saved, graph, fresh(start, graph, random));
        FitPlan plan = plan(weights == random ? RATE : RATE_TO_GO_ON, measured.precision(), device);
        return new LiveNetwork(new Design(architecture(width), Spec.parse("zscore"), graph, plan), weights);
    }

    /**
     * The usual one where this program knows something for it: that is ahead of wider networks and of faster ones, which begin
     * from nothing.
     *
     * @param start what is wanted of what this program knows
     * @param flops operations a second that a training of this machine makes
     */
    static int width(int channels, int classes, StartFrom start, double flops) {
        Graph usual = build(architecture(USUAL), channels, classes);
        boolean known = start.equals(StartFrom.OWN) && LiveStart.fits(usual);
        if (known && seconds(usual, flops) <= SECONDS_A_STEP_AT_MOST) return USUAL;
        return IntStream.of(WIDTHS)
                .filter(w -> seconds(build(architecture(w), channels, classes), flops) <= SECONDS_A_STEP)
                .findFirst()
                .orElse(WIDTHS[WIDTHS.length - 1]);
    }

    private static Spec architecture(int width) {
        return Spec.parse("unet").with("depth", DEPTH).with("width", width);
    }

    private static double seconds(Graph graph, double flops) {
        return TrainingBenchmark.PASS_AND_GRADIENT * graph.flops(EDGE, EDGE) * BATCH / flops;
    }

    private static LiveNetwork of(ModelFolder model, int channels, int classes, String device, Path saved) {
        LiveProject.requireTrainable(model);
        ModelCard card = model.card();
        Graph known = ModelFolder.graph(card);
        Weights weights = TorchScriptReader.read(model.networkFile())
                .requireFit(known, model.networkFile().toString());
        Spec architecture = card.network().spec();
        Graph graph = build(architecture, channels, classes);
        Precision precision = speed(device).of(graph, new int[] {EDGE, EDGE}).precision();
        Design design = new Design(architecture, card.input().spec(), graph, plan(RATE_TO_GO_ON, precision, device));
        int reusable = card.network().isSigmoid() ? 0 : card.classOutputs();
        return new LiveNetwork(design, saved(saved, graph, adapted(known, weights, reusable, graph)));
    }

    private static TrainingBenchmark speed(String device) {
        return new TrainingBenchmark(
                device, PrecisionChoice.AUTO, LOSS, DecisionCache.ofThisPerson("training"), Progress.NONE);
    }

    private static FitPlan plan(double rate, Precision precision, String device) {
        return new FitPlan(
                new FitPlan.Method(LOSS, Spec.parse("adamw"), rate, Spec.parse("constant")),
                new FitPlan.Length(1, 1, 0, 0),
                new FitPlan.Machine(precision, device, SEED),
                new FitPlan.WeightRules(Set.of(), AVERAGING));
    }

    private static Graph build(Spec architecture, int channels, int classes) {
        Configured<Architecture> chosen = Extensions.of(Architecture.class).get(architecture);
        return chosen.extension().build(2, channels, classes, chosen.options());
    }

    /** What this program learned before where it is wanted and fits; else the random weights themselves. */
    static Weights fresh(StartFrom start, Graph graph, Weights random) {
        return start.equals(StartFrom.OWN) ? LiveStart.of(graph, random) : random;
    }

    /** What is in the file where it fits; else the fresh weights themselves. */
    private static Weights saved(Path file, Graph graph, Weights fresh) {
        if (!Files.isRegularFile(file)) return fresh;
        try {
            return Checkpoint.read(file).weights().requireFit(graph, file.toString());
        } catch (InputException e) {
            return fresh; // of other classes, or of a machine that was faster
        }
    }

    /** Of the known outputs, the first so many stand for the first classes; others mean something else, and are not taken. */
    private static Weights adapted(Graph known, Weights weights, int reusable, Graph graph) {
        int[] same = IntStream.range(0, graph.classes())
                .map(k -> k < reusable ? k : -1)
                .toArray();
        return Transfer.of(new Transfer.Source(known, weights), graph, Weights.initial(graph, SEED), same)
                .weights();
    }

    /** The same network for another number of classes, with all that it learned; this one is closed. */
    LiveNetwork withClasses(int classes) {
        Weights learned = network.weights();
        close();
        Design design = new Design(architecture, normalization, graph, plan).withClasses(classes);
        return new LiveNetwork(design, adapted(graph, learned, graph.classes(), design.graph()));
    }

    /** Learns from a batch; the loss before. */
    double step(PatchBatch batch) {
        return network.step(steps++, batch, plan.method().learningRate()).loss();
    }

    /** What is to be learned has changed: what is shown follows faster for a while. */
    void strokesChanged() {
        network.averageAnew(Math.max(0, steps - CALM_STEPS));
    }

    int batch() {
        return BATCH;
    }

    int classes() {
        return graph.classes();
    }

    long steps() {
        return steps;
    }

    Spec normalization() {
        return normalization;
    }

    Geometry geometry() {
        return Geometry.of(2, graph.stride(), graph.halo()).withMargin(graph.stride());
    }

    /** The network as it is now; the caller closes it. */
    PatchPredictor predictor() {
        return network.kept(network::predictor);
    }

    /** Leaves the network to the next session. */
    void save(Path file) {
        if (steps > 0) Checkpoint.of(network.weights()).write(file);
    }

    @Override
    public void close() {
        network.close();
    }
}
