package sc.fiji.unet.train;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.DecisionCache;
import sc.fiji.unet.engine.Devices;
import sc.fiji.unet.engine.Fingerprints;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * Times real steps of a network in each number format that a device may be fast in: what a processor is called and what
 * its flags promise says little about its speed. The formats take turns, so that another program slows them alike. One that
 * learns something else than float32 from the same patches loses.
 *
 * <p>Takes a second or two, once a day for each network and machine: a machine that was busy is not slow for good.
 *
 * @param device a name that {@link Devices} knows
 * @param asked the format that a person wants, or auto
 * @param loss id and options of the loss
 * @param decisions where measurements are remembered
 * @param progress asked before each step whether to go on
 */
public record TrainingBenchmark(
        String device, PrecisionChoice asked, Spec loss, DecisionCache decisions, Progress progress)
        implements TrainingSpeed {
    /** A forward and a backward pass take the operations of so many forward passes. */
    public static final int PASS_AND_GRADIENT = 3;

    private static final long SEED = 1;
    private static final int PIXELS = 1 << 16;
    private static final int MOST_ROUNDS = 3;
    private static final double SECONDS = 1.5;
    /** A format that starts so much slower is one that the processor only imitates: it is not tried again. */
    private static final double HOPELESS = 4;
    /** What the faster format must gain, as float32 is the safe one and no measurement is exact. */
    private static final double WORTH_IT = 1.05;

    @Override
    public Measurement of(Graph graph, int[] patch) {
        String key = Fingerprints.of(String.join(
                "; ",
                LocalDate.now().toString(),
                Devices.machine(List.of(device)),
                asked.id(),
                loss.toString(),
                Arrays.toString(patch),
                graph.toString()));
        Optional<Measurement> known = decisions.get(key).flatMap(TrainingBenchmark::parse);
        if (known.isPresent()) return known.get();
        Measurement measured = measure(graph, patch);
        decisions.put(key, measured.precision().id() + " " + measured.flops(), progress::note);
        return measured;
    }

    private static Optional<Measurement> parse(String decision) {
        String[] parts = decision.split(" ");
        try {
            PrecisionChoice precision = PrecisionChoice.of(parts[0]);
            return Optional.of(new Measurement(
                    Precisions.exactly(precision), Double.parseDouble(parts[1]), "as measured before on this machine"));
        } catch (RuntimeException e) {
            return Optional.empty(); // written by another version, or damaged: measured again
        }
    }

    private Measurement measure(Graph graph, int[] patch) {
        PatchBatch batch = batch(graph, patch);
        try (CloseOnFailure opened = new CloseOnFailure()) {
            List<Trial> trials = Precisions.inTraining(device, asked).stream()
                    .map(precision -> new Trial(precision, network(graph, precision, opened), batch))
                    .toList();
            trials.forEach(this::warmUp);
            race(trials);
            double operations = PASS_AND_GRADIENT * graph.flops(batch.size()) * batch.n();
            return verdict(trials, operations);
        }
    }

    private TrainingNetwork network(Graph graph, Precision precision, CloseOnFailure opened) {
        FitPlan plan = new FitPlan(
                new FitPlan.Method(loss, Spec.parse("adamw"), Trial.RATE, Spec.parse("constant")),
                new FitPlan.Length(1, 1, 0, 0),
                new FitPlan.Machine(precision, device, SEED));
        TrainingNetwork network = new TrainingNetwork(graph, Checkpoint.initial(graph, SEED), plan, progress::note);
        return opened.add(network, network::close);
    }

    private void warmUp(Trial trial) {
        progress.check();
        trial.first();
    }

    private void race(List<Trial> trials) {
        double fastestStart =
                trials.stream().mapToDouble(Trial::firstSeconds).min().orElseThrow();
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        for (int round = 0; round < MOST_ROUNDS && (round == 0 || System.nanoTime() < end); round++) {
            for (Trial trial : trials) {
                progress.check();
                if (trial.firstSeconds() <= HOPELESS * fastestStart) trial.again();
            }
        }
    }

    private static Measurement verdict(List<Trial> trials, double operations) {
        Trial reference = trials.get(0);
        Trial winner = trials.stream()
                .filter(trial -> trial.agrees(reference))
                .min(Comparator.comparingDouble(trial -> trial.seconds() * (trial == reference ? 1 : WORTH_IT)))
                .orElse(reference);
        double flops = operations / winner.seconds();
        return new Measurement(winner.precision(), flops, reason(trials, winner));
    }

    private static String reason(List<Trial> trials, Trial winner) {
        if (trials.size() == 1) return "the one there is";
        Trial reference = trials.get(0);
        Trial other = trials.get(1);
        if (!other.agrees(reference)) return other.precision().id() + " learns something else";
        return String.format(
                Locale.ROOT,
                "in steps of this network %s is %.1f x as fast as %s",
                other.precision().id(),
                reference.seconds() / other.seconds(),
                reference.precision().id());
    }

    /** Noise with labels at random: a network computes as long on it as on images. */
    private static PatchBatch batch(Graph graph, int[] patch) {
        int pixels = Sizes.count(patch);
        int n = Math.max(1, PIXELS / pixels);
        Random random = new Random(SEED);
        float[] input = new float[n * pixels * graph.channels()];
        for (int i = 0; i < input.length; i++) input[i] = (float) random.nextGaussian();
        int[] target =
                random.ints((long) n * pixels, 0, Math.max(2, graph.classes())).toArray();
        float[] weight = new float[n * pixels];
        Arrays.fill(weight, 1);
        return new PatchBatch(n, graph.channels(), patch, input, target, weight);
    }
}
