package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.steps.PixelSteps;
import sc.fiji.unet.steps.PreparationStep;

/**
 * What the answer of a network means of which StarDist (Schmidt et al. 2018) or Cellpose (Stringer et al. 2021) make objects:
 * logits of background and objects, and beside them what objects are told apart by, as our own networks say it.
 *
 * @param network as the file has it
 * @param before what is done to each pixel of its answer before objects are made of that
 * @param step by which objects are made
 * @param where for messages, with the output
 */
record ObjectAnswer(Transfer.Source network, List<PixelLayer> before, PreparationStep step, String where) {
    /** The logit of a probability p is about 4 (p - 1/2) where it decides. */
    private static final float SLOPE = 4;

    /** Networks of Cellpose say vectors of this length. */
    private static final float FLOW_LENGTH = 5;

    private static final ClassList CLASSES = ClassList.named(List.of("background", "object"));
    private static final Spec FLOW = new Spec("flow", Map.of()).with("least", 10);

    /** Numbers of objects are no amounts, so that after these only their type may be said. */
    static Answer of(Transfer.Source network, TensorText output, String where) {
        List<PreparationStep> steps = output.steps();
        int at = 0;
        while (!steps.get(at).makesObjects()) at++;
        ObjectAnswer plain = new ObjectAnswer(network, List.of(), steps.get(at), where + ": the output " + output.id());
        List<PixelLayer> before = new ArrayList<>();
        for (PreparationStep first : steps.subList(0, at)) before.addAll(plain.layers(first));
        steps.subList(at + 1, steps.size()).forEach(plain::requireType);
        ObjectAnswer answer = new ObjectAnswer(network, before, plain.step, plain.where);
        return answer.step.id().equals(PreparationStep.STARDIST) ? answer.stars() : answer.flows();
    }

    private void requireType(PreparationStep after) {
        if (after.isOfType()) return;
        throw refused("goes through " + after.id() + " then, expected ensure_dtype at most: what is done to numbers of"
                + " objects makes others of them");
    }

    private List<PixelLayer> layers(PreparationStep first) {
        if (first.isOfType() && !first.cuts()) return List.of();
        if (PixelSteps.isOfPixels(first))
            return PixelSteps.layers(first, network.graph().classes());
        throw refused(
                "goes through " + (first.isOfType() ? "ensure_dtype to whole numbers" : first.id())
                        + " first, expected operations that look at a pixel alone, on numbers with what is behind the decimal point");
    }

    private Transfer.Source numbers() {
        return before.isEmpty() ? network : NetworkEnds.followed(network, before);
    }

    /** Channels: probability of an object, then the lengths along its rays. */
    private Answer stars() {
        int rank = network.graph().rank();
        boolean volumes = step.has("anisotropy");
        if (volumes != (rank == 3)) {
            throw refused(
                    "is of " + (rank == 3 ? "volumes, expected an anisotropy" : "planes, expected no anisotropy"));
        }
        int rays = whole("n_rays", 1, volumes ? 4 : 3, 1000)[0];
        requireChannels(1 + rays, "the probability of an object and " + rays + " lengths");
        double probability = within("prob_threshold", 1);
        Spec separation = new Spec("star", Map.of())
                .with("prob", probability)
                .with("nms", within("nms_threshold", 1))
                .with("lengths", "pixels")
                .with("rays", rays)
                .with("grid", joined(whole("grid", rank, 1, 64)))
                .with("border", joined(whole("b", 2 * rank, 0, 1000)));
        if (volumes) separation = separation.with("anisotropy", anisotropy());
        if (step.has("overlap_label")) separation = separation.with("overlaps", "none");
        float[][] rows = new float[2 + 1 + rays][1 + rays];
        rows[1][0] = SLOPE;
        for (int k = 0; k <= rays; k++) rows[2 + k][k] = 1;
        float[] shift = new float[rows.length];
        shift[1] = (float) (-SLOPE * probability);
        int grid = grid();
        Transfer.Source numbers = numbers();
        Transfer.Source mapped =
                grid == 1 ? NetworkEnds.mapped(numbers, rows, shift) : NetworkEnds.repeated(numbers, rows, shift, grid);
        ObjectRule rule = new ObjectRule("star", separation.toString(), 0.5, 0);
        return answer(mapped, PixelSteps.mapped(rows, shift), rule, "StarDist");
    }

    /** How often its answer has to be repeated along all axes, which ONNX Runtime's does by itself. */
    private int grid() {
        if (network.graph().foreign().isPresent()) return 1;
        int[] grid = whole("grid", network.graph().rank(), 1, 64);
        if (Arrays.stream(grid).allMatch(other -> other == grid[0])) return grid[0];
        throw refused("has grid " + joined(grid) + ", which its network has not");
    }

    private String anisotropy() {
        double[] sizes = step.numbers("anisotropy", 3, 1);
        for (double size : sizes) {
            if (!(size >= 1e-6 && size <= 1e6))
                throw refused("has anisotropy " + size + ", expected sizes of a voxel above 0");
        }
        return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining("+"));
    }

    private static String joined(int... numbers) {
        boolean alike = Arrays.stream(numbers).allMatch(other -> other == numbers[0]);
        return Arrays.stream(numbers)
                .limit(alike ? 1 : numbers.length)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("+"));
    }

    /** Channels: flow along (z,) y and x, then the logit of the probability of an object. */
    private Answer flows() {
        int rank = network.graph().rank();
        boolean volumes = step.arguments().getOrDefault("do_3D", "false").equalsIgnoreCase("true");
        if (volumes != (rank == 3)) {
            throw refused("is of " + (rank == 3 ? "volumes" : "planes") + " and says do_3D: " + volumes + ", expected "
                    + !volumes);
        }
        requireChannels(
                rank + 1,
                (volumes ? "flow along z, " : "") + "flow along y, flow along x and the probability of an object");
        double threshold = step.number("cellprob_threshold", 0);
        double error = volumes ? 0 : Math.max(0, Math.min(8, step.number("flow_threshold", 0))); // as Cellpose does
        int smallest = Math.max(0, (int) Math.min(Integer.MAX_VALUE, step.number("min_size", 15)));
        float[][] rows = new float[2 + rank][1 + rank];
        float[] shift = new float[2 + rank];
        rows[1][rank] = 1;
        shift[1] = (float) -threshold;
        for (int d = 0; d < rank; d++) {
            rows[2 + d][d] = 1 / (2 * FLOW_LENGTH);
            shift[2 + d] = 0.5f;
        }
        Spec separation = FLOW.with("error", error);
        ObjectRule rule = new ObjectRule("flow", separation.toString(), 0.5, smallest);
        Transfer.Source mapped = NetworkEnds.mapped(numbers(), rows, shift);
        return answer(mapped, PixelSteps.mapped(rows, shift), rule, "Cellpose");
    }

    /**
     * Of what the network says.
     *
     * @param mapped its numbers in our order
     * @param map which makes these of its own
     */
    private Answer answer(Transfer.Source mapped, PixelLayer map, ObjectRule rule, String program) {
        Readout readout = new Readout(CLASSES.size(), false);
        String note = "Objects are told apart by this program's own " + rule.separation() + ", not by " + program
                + ": some pixels may differ. It segments only: it cannot be trained on or exported.";
        Transfer.Source whole = NetworkEnds.followed(mapped, "said", readout);
        List<PixelLayer> all = new ArrayList<>(before);
        if (!before.isEmpty()) all.add(map);
        return new Answer(network, whole, CLASSES, List.of(note), false, true, rule, "", all);
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

    /** Whole numbers, of each axis or edge, or one that is that of all. */
    private int[] whole(String name, int count, int least, int most) {
        String[] said = step.arguments().getOrDefault(name, "").split("\\+");
        String expected = " whole number from " + least + " to " + most;
        if (said.length != 1 && said.length != count)
            throw refused("has " + said.length + " numbers of " + name + ", expected 1 or " + count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            double value = step.numbers(name, count, -1)[i];
            if (value != Math.rint(value) || value < least || value > most)
                throw refused("has " + name + " " + String.join(", ", said) + ", expected"
                        + (count == 1 ? " a" : " each a") + expected);
            numbers[i] = (int) value;
        }
        return numbers;
    }

    private InputException refused(String why) {
        return new InputException(where + ", of which " + step.id() + " makes objects, " + why
                + ". Use the program that it was made for.");
    }
}
