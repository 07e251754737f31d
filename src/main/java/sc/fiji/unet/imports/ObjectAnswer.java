package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.auxiliary.StarTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.steps.PreparationStep;

/**
 * What the answer of a network means of which StarDist (Schmidt et al. 2018) or Cellpose (Stringer et al. 2021) make objects:
 * logits of background and objects, and beside them what objects are told apart by, as our own networks say it.
 *
 * @param network as the file has it
 * @param step by which objects are made
 * @param where for messages, with the output
 */
record ObjectAnswer(Transfer.Source network, PreparationStep step, String where) {
    /** The logit of a probability p is about 4 (p - 1/2) where it decides. */
    private static final float SLOPE = 4;

    /** Networks of Cellpose say vectors of this length. */
    private static final float FLOW_LENGTH = 5;

    private static final ClassList CLASSES = ClassList.named(List.of("background", "object"));
    private static final Spec FLOW = new Spec("flow", Map.of()).with("least", 10);

    /** The only step that changes values. */
    static Answer of(Transfer.Source network, TensorText output, String where) {
        List<PreparationStep> steps = output.steps().stream()
                .filter(step -> !step.id().equals("ensure_dtype"))
                .toList();
        PreparationStep first = steps.get(0);
        ObjectAnswer answer = new ObjectAnswer(network, first, where + ": the output " + output.id());
        if (steps.size() != 1) {
            List<String> ids = steps.stream().map(PreparationStep::id).toList();
            throw answer.refused(
                    "has the postprocessing " + ids + ", expected objects to be made of the answer itself");
        }
        if (network.graph().rank() != 2) throw answer.refused("is of volumes, expected planes");
        return first.id().equals(PreparationStep.STARDIST) ? answer.stars() : answer.flows();
    }

    /** Channels: probability of an object, then the lengths along its rays. */
    private Answer stars() {
        int rays = new StarTargets().rays();
        int asked = whole("n_rays", 1, 10_000);
        if (asked != rays) throw refused("has " + asked + " rays, expected " + rays + ", as StarDist has by default");
        requireChannels(1 + rays, "the probability of an object and " + rays + " lengths");
        double probability = within("prob_threshold", 1);
        Spec separation = new Spec("star", Map.of())
                .with("prob", probability)
                .with("nms", within("nms_threshold", 1))
                .with("lengths", "pixels")
                .with("grid", grid())
                .with("border", whole("b", 0, 1000));
        float[][] rows = new float[2 + 1 + rays][1 + rays];
        rows[1][0] = SLOPE;
        for (int k = 0; k <= rays; k++) rows[2 + k][k] = 1;
        float[] shift = new float[rows.length];
        shift[1] = (float) (-SLOPE * probability);
        int grid = grid();
        Transfer.Source mapped =
                grid == 1 ? NetworkEnds.mapped(network, rows, shift) : NetworkEnds.repeated(network, rows, shift, grid);
        return answer(mapped, new ObjectRule("star", separation.toString(), 0.5, 0), "StarDist");
    }

    /** One number for both axes. */
    private int grid() {
        int grid = whole("grid", 1, 64);
        if (grid == 1 || network.graph().foreign().isEmpty()) return grid;
        throw refused("has grid " + grid + ", expected 1 of a network that ONNX Runtime computes");
    }

    /** Channels: flow along y and x, then the logit of the probability of an object. */
    private Answer flows() {
        if (step.arguments().getOrDefault("do_3D", "false").equals("true")) {
            throw refused("is put together to volumes (do_3D is true), expected false");
        }
        requireChannels(3, "flow along y, flow along x and the probability of an object");
        double threshold = step.number("cellprob_threshold", 0);
        double error = Math.max(0, Math.min(8, step.number("flow_threshold", 0)));
        int smallest = Math.max(0, (int) Math.min(Integer.MAX_VALUE, step.number("min_size", 15)));
        float half = 1 / (2 * FLOW_LENGTH);
        float[][] rows = {{0, 0, 0}, {0, 0, 1}, {half, 0, 0}, {0, half, 0}};
        float[] shift = {0, (float) -threshold, 0.5f, 0.5f};
        Spec separation = FLOW.with("error", error);
        ObjectRule rule = new ObjectRule("flow", separation.toString(), 0.5, smallest);
        return answer(NetworkEnds.mapped(network, rows, shift), rule, "Cellpose");
    }

    private Answer answer(Transfer.Source mapped, ObjectRule rule, String program) {
        Readout readout = new Readout(CLASSES.size(), false);
        String note = "Objects are told apart by this program's own " + rule.separation() + ", not by " + program
                + ": some pixels may differ. It segments only: it cannot be trained on or exported.";
        Transfer.Source whole = NetworkEnds.followed(mapped, "said", readout);
        return new Answer(network, whole, CLASSES, List.of(note), false, true, rule);
    }

    private void requireChannels(int expected, String what) {
        int found = network.graph().classes();
        if (found != expected) throw refused("has " + found + " channels, expected " + expected + ": " + what);
    }

    private double within(String name, double most) {
        double value = step.number(name, -1);
        if (value >= 0 && value <= most) return value;
        throw refused("has " + name + " " + value + ", expected 0 to " + most);
    }

    /** The number that is said of all axes and edges. */
    private int whole(String name, int least, int most) {
        String[] said = step.arguments().getOrDefault(name, "").split("\\+");
        double value = step.numbers(name, said.length, -1)[0];
        boolean alike = Arrays.stream(step.numbers(name, said.length, -1)).allMatch(other -> other == value);
        if (alike && value == Math.rint(value) && value >= least && value <= most) return (int) value;
        throw refused("has " + name + " " + String.join(", ", said) + ", expected a whole number from " + least + " to "
                + most + ", the same along all axes");
    }

    private InputException refused(String why) {
        return new InputException(where + ", of which " + step.id() + " makes objects, " + why
                + ". Use the program that it was made for.");
    }
}
