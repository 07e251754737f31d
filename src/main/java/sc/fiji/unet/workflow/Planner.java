package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.Fingerprint;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.loss.SegmentationLoss;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Encoder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.optimizer.OptimizerScript;
import sc.fiji.unet.planning.Depth;
import sc.fiji.unet.planning.PatchEdges;
import sc.fiji.unet.planning.PlanePatch;
import sc.fiji.unet.planning.PresetChoice;
import sc.fiji.unet.planning.StepSize;
import sc.fiji.unet.planning.VolumePatch;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;
import sc.fiji.unet.sampling.SamplerOptions;
import sc.fiji.unet.schedule.Schedule;
import sc.fiji.unet.torchscript.Form.Precision;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.TrainingSpeed;

/**
 * Decides what a person left to us, from what the images are like: a pure function with readable reasons. After the
 * planning of nnU-Net (Isensee et al. 2021), sized for a workstation's processor instead of a data center's GPU.
 */
final class Planner {
    private static final int WIDE = 32;
    private static final int NARROW = 16;
    private static final int SLIM = 8; // for volumes, of which a step takes long
    /** Passes over the images and steps of the optimizer: with fewer of either, a narrow network comes further. */
    private static final int PASSES_OF_A_WIDE_NETWORK = 60;

    private static final int STEPS_OF_A_WIDE_NETWORK = 1500;
    private static final int EPOCHS = 100;
    private static final int PATIENCE = 25;
    private static final double RARE = 0.05;

    private final TrainOptions options;
    private final Fingerprint data;
    private final int trainImages;
    private final int classes;
    private final TrainingSpeed speed;
    private final PlanePatch planes;
    private final VolumePatch volumes; // null for planes
    private final PatchEdges edges;
    private final List<String> reasons = new ArrayList<>();
    private Anisotropy anisotropy = Anisotropy.NONE;
    private boolean fewSteps;

    private Planner(TrainOptions options, Fingerprint data, int trainImages, int classes, TrainingSpeed speed) {
        this.options = options;
        this.data = data;
        this.trainImages = trainImages;
        this.classes = classes;
        this.speed = speed;
        planes = PlanePatch.of(data);
        volumes = data.rank() == 2 ? null : VolumePatch.of(data);
        edges = volumes == null ? planes : volumes;
    }

    /** Plans a training on images of this kind on a machine of this speed. */
    static TrainingPlan plan(
            TrainOptions options, Fingerprint data, int trainImages, int classes, TrainingSpeed speed) {
        return new Planner(options, data, trainImages, classes, speed).plan();
    }

    private TrainingPlan plan() {
        int patch = patch();
        Spec architecture = architecture(patch);
        Configured<Architecture> chosen = Extensions.of(Architecture.class).get(architecture);
        Spec full = new Spec(architecture.id(), chosen.options().asMap());
        Graph graph = build(architecture, patch);
        int edge = fitting(patch, graph.stride());
        SamplerOptions sampling = sampling(edge, graph);
        FitPlan fit = fit(graph, sampling);
        return new TrainingPlan(full, graph, anisotropy, normalization(), edge, sampling, fit, reasons);
    }

    /** In whole multiples of the deepest stride. */
    private int patch() {
        int asked = options.input().patch();
        if (asked > 0) return asked;
        int multiple = 1 << Depth.DEEPEST;
        int edge = edges.edge(multiple);
        int small = edges.smallEdge(multiple);
        fewSteps = small != edge && hasTimeForFewSteps(edges.pixelsAStep(edge), small);
        if (!fewSteps) return reason(edge, "patch", edges.text());
        return reason(small, "patch", "the time is enough for few steps only, which see more in small patches");
    }

    private boolean hasTimeForFewSteps(long step, int small) {
        Spec spec = options.network().spec();
        if (isOpen(spec, "depth")) spec = spec.with("depth", Depth.of(small));
        if (isOpen(spec, "width")) spec = spec.with("width", NARROW);
        Graph graph = build(spec, small);
        double seen = pixelsInTime(graph, graph, edges.size((int) Sizes.roundUp(small, graph.stride()), graph));
        return new StepSize(step, seen).isFarFromEnough();
    }

    /** Networks compute whole multiples of their stride only. */
    private int fitting(int patch, int stride) {
        int fitting = (int) Sizes.roundUp(patch, stride);
        if (fitting == patch) return patch;
        if (options.input().patch() > 0) {
            throw OptionException.outOfRange("patch", patch, "a multiple of " + stride + ", the network's stride");
        }
        return reason(fitting, "patch", "a multiple of the network's stride, " + stride);
    }

    private Spec architecture(int patch) {
        Spec spec = options.network().spec();
        if (isOpen(spec, "depth")) {
            int depth = Depth.of(patch);
            spec = spec.with("depth", reason(depth, "depth", "halves the patch to " + (patch >> depth) + " pixels"));
        }
        if (isOpen(spec, "width")) spec = spec.with("width", width(spec, patch));
        if (isOpen(spec, "fusion")) {
            String width = spec.options().get("width");
            spec = spec.with("fusion", reason(width, "fusion", "as wide as the first level, as in the paper"));
        }
        return spec;
    }

    private static boolean isOpen(Spec spec, String option) {
        return !spec.options().containsKey(option)
                && Extensions.of(Architecture.class).get(spec.id()).defaults().containsKey(option);
    }

    private int width(Spec spec, int patch) {
        if (options.fit().minutes() == 0) return reason(WIDE, "width", "enough for most images");
        if (fewSteps && volumes != null) return reason(SLIM, "width", "a slim network makes more steps in this time");
        Graph narrow = build(spec.with("width", NARROW), patch);
        int[] size = edges.size((int) Sizes.roundUp(patch, narrow.stride()), narrow);
        double seen = pixelsInTime(build(spec.with("width", WIDE), patch), narrow, size);
        double passes = seen / trainingPixels();
        double steps = seen / planes.pixelsAStep(patch);
        if (passes >= PASSES_OF_A_WIDE_NETWORK && steps >= STEPS_OF_A_WIDE_NETWORK) {
            return reason(WIDE, "width", "the time is long enough for a wide network");
        }
        String few = steps < STEPS_OF_A_WIDE_NETWORK
                ? String.format(Locale.ROOT, "make %.0f steps only", steps)
                : String.format(Locale.ROOT, "see each image %.0f times only", passes);
        return reason(
                NARROW, "width", "in this time a network of " + WIDE + " would " + few + ", a smaller one learns more");
    }

    /** What a network sees in the time that there is, on a machine as fast as it is for the measured one. */
    private double pixelsInTime(Graph graph, Graph measured, int[] size) {
        double seconds = options.fit().minutes() * 60;
        return seconds == 0 ? Double.POSITIVE_INFINITY : seconds * speed.pixelsASecond(graph, measured, size);
    }

    private double trainingPixels() {
        return trainImages * (double) Sizes.product(data.extent().median());
    }

    private Graph build(Spec architecture, int patch) {
        Configured<Architecture> chosen = Extensions.of(Architecture.class).get(architecture);
        Graph graph = chosen.extension().build(data.rank(), data.channels(), outputs(), chosen.options());
        if (volumes == null) return graph;
        anisotropy = volumes.anisotropy(patch, 31 - Integer.numberOfLeadingZeros(graph.stride()));
        return anisotropy.applyTo(graph);
    }

    private int outputs() {
        int outputs = classes + ChosenTargets.count(options.fit(), data.rank());
        return options.fit().loss().id().equals("binary-ce") && outputs == 2 ? 1 : outputs;
    }

    private Spec normalization() {
        Spec asked = options.input().normalization();
        if (!Auto.is(asked)) return asked;
        return reason(Spec.parse("zscore"), "normalization", "each image to mean 0 and deviation 1");
    }

    private SamplerOptions sampling(int patch, Graph graph) {
        int[] size = edges.size(patch, graph);
        if (size[0] != size[1]) reason(Arrays.toString(size), "patch size", "as wide as the median slice, and longer");
        double rarest = data.annotated().rarest();
        double foreground = rarest < RARE ? 0.5 : SamplerOptions.DEFAULT_FOREGROUND;
        if (rarest < RARE) {
            reason(foreground, "foreground", String.format(Locale.ROOT, "a class covers only %.2g %%", 100 * rarest));
        }
        return SamplerOptions.defaults(batch(size, graph), size)
                .withForeground(foreground)
                .withAugmentation(augmentation())
                .withSeed(options.run().seed())
                .withAuxiliary(ChosenTargets.planned(options.fit()));
    }

    private int batch(int[] patch, Graph graph) {
        long bytes = 2 * graph.activationBytes(true, Float.BYTES, patch);
        int asked = options.input().batch();
        int batch = asked > 0 ? asked : batch(patch, graph, bytes);
        String step = String.format(Locale.ROOT, "%.2g GB", batch * bytes / 1e9);
        reason(step, "memory", "activations and their gradients in each step of " + batch + " patches");
        return batch;
    }

    private int batch(int[] patch, Graph graph, long bytes) {
        long pixels = Sizes.product(patch);
        StepSize size = stepSize(graph, patch);
        int batch = size.patches(pixels);
        long budget = Memory.forTraining();
        while (batch > 1 && batch * bytes > budget) batch--;
        return reason(batch, "batch", size.text(pixels) + ", that memory holds");
    }

    private StepSize stepSize(Graph graph, int[] patch) {
        return new StepSize(planes.pixelsAStep(patch[0]), pixelsInTime(graph, graph, patch));
    }

    private AugmentationPlan augmentation() {
        String asked = options.input().augmentation();
        if (!asked.equals(Auto.WORD)) return AugmentationPlan.parse(asked);
        Preset preset =
                PresetChoice.of(options.fit().minutes(), data.orientation().most());
        reason(preset.id(), "augmentation", PresetChoice.reason(preset, data.orientation()));
        return PresetChoice.plan(preset, data.orientation());
    }

    private FitPlan fit(Graph graph, SamplerOptions sampling) {
        FitOptions fit = options.fit();
        Spec loss = loss(fit);
        if (Auto.is(fit.loss())) reason(loss, "loss", "exact borders and rare classes alike");
        Spec optimizer = fit.optimizer();
        if (Auto.is(optimizer)) optimizer = reason(Spec.parse("adamw"), "optimizer", "needs no tuning");
        Spec schedule = fit.schedule();
        if (Auto.is(schedule)) {
            schedule = Spec.parse("cosine " + Schedule.WARMUP + "=20");
            reason(schedule, "schedule", "large steps first, fine ones at the end");
        }
        Extensions.of(SegmentationLoss.class).get(loss);
        OptimizerScript.of(optimizer);
        new Schedule(schedule);
        double rate = fit.learningrate();
        if (rate == 0)
            rate = reason(OptimizerScript.usualRate(optimizer), "learningrate", "the usual one for " + optimizer.id());
        return new FitPlan(
                new FitPlan.Method(loss, optimizer, rate, schedule, sampling.auxiliary()),
                length(graph, sampling),
                new FitPlan.Machine(
                        precision(graph, sampling.patch()),
                        options.run().device(),
                        options.run().seed()),
                rules(graph));
    }

    /** The one that is asked for, else the usual one. */
    static Spec loss(FitOptions fit) {
        return Auto.is(fit.loss()) ? Spec.parse("dice-ce") : fit.loss();
    }

    private Precision precision(Graph graph, int[] patch) {
        PrecisionChoice asked = options.fit().precision();
        if (asked != PrecisionChoice.AUTO) return Precisions.exactly(asked);
        TrainingSpeed.Measurement fastest = speed.of(graph, patch);
        reason(fastest.precision().id(), "precision", fastest.reason());
        return fastest.precision();
    }

    private FitPlan.WeightRules rules(Graph graph) {
        Set<String> frozen = options.start().freeze() ? Encoder.parameters(graph) : Set.of();
        return new FitPlan.WeightRules(frozen, options.fit().ema());
    }

    private FitPlan.Length length(Graph graph, SamplerOptions sampling) {
        FitOptions fit = options.fit();
        int steps = stepSize(graph, sampling.patch())
                .stepsAnEpoch(sampling.batch(), Sizes.product(sampling.patch()), trainingPixels());
        reason(steps, "steps an epoch", "about once over the training images");
        boolean timed = fit.minutes() > 0;
        int epochs = fit.epochs();
        if (epochs == 0)
            epochs = timed ? Integer.MAX_VALUE : reason(EPOCHS, "epochs", "or until " + PATIENCE + " bring no gain");
        return new FitPlan.Length(epochs, steps, fit.minutes() * 60, timed || fit.epochs() > 0 ? 0 : PATIENCE);
    }

    private <T> T reason(T choice, String what, String why) {
        reasons.add(what + " = " + choice + ": " + why);
        return choice;
    }
}
