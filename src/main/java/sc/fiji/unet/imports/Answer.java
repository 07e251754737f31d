package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.steps.AnswerSteps;
import sc.fiji.unet.steps.PixelSteps;
import sc.fiji.unet.steps.PreparationStep;

/**
 * What the answer of a network means in classes: the network without its last activation, which puts out a number for
 * each class, background first, the largest of which wins, as our own networks do.
 *
 * @param logits what the network puts out but for its last activation
 * @param network gives these numbers
 * @param classes by index
 * @param notes what was made of the answer, for people
 * @param beside whether it says more than classes, as only our own networks do
 * @param activated whether an activation was its last step, in the network or in what is done to its answer
 * @param objects how objects are told apart
 * @param whole what is done to all of the answer before classes are decided, and how they are; empty where each pixel says its own
 * @param layers all that is done to what the file answers, before its last activation; empty where one linear map is
 */
record Answer(
        Transfer.Source logits,
        Transfer.Source network,
        ClassList classes,
        List<String> notes,
        boolean beside,
        boolean activated,
        ObjectRule objects,
        String whole,
        List<PixelLayer> layers) {
    private enum Ending {
        NONE,
        SIGMOID,
        SOFTMAX
    }

    /**
     * Reads what the network ends with, and what is done to its answer.
     *
     * @param network as the file has it
     * @param output how its answer is described
     * @param where for messages
     */
    static Answer of(Transfer.Source network, TensorText output, String where) {
        Work work = new Work(network, output, where);
        work.stripActivation();
        work.steps.forEach(work::step);
        return work.answer();
    }

    /** Whether it is objects, beside which the network is left as the file has it. */
    boolean isObjects() {
        return !objects.auxiliary().equals(AuxiliaryTargets.NONE);
    }

    private static final class Work {
        private final TensorText output;
        private final String where;
        private final List<String> notes = new ArrayList<>();
        private Transfer.Source network;
        private Ending ending = Ending.NONE;
        private boolean changed; // by numbers of the whole answer, which leave classes as they are
        private final List<PreparationStep> steps; // of the description
        private final boolean decides; // whether such numbers decide on classes
        private boolean held; // whether it goes on once all of the answer is there
        private final List<PreparationStep> whole = new ArrayList<>(); // what is done then
        private boolean beside;
        private double[] thresholds; // of what the ending gives
        private final List<PreparationStep> after = new ArrayList<>(); // the ending, without changing an order
        private final List<PixelLayer> maps = new ArrayList<>(); // that the network has taken over
        private final List<PixelLayer> layers = new ArrayList<>();

        Work(Transfer.Source network, TensorText output, String where) {
            this.network = network;
            this.output = output;
            this.where = where;
            steps = AnswerSteps.meant(output.steps(), channels());
            decides = AnswerSteps.decide(steps, channels());
        }

        void stripActivation() {
            if (NetworkEnds.last(network) instanceof Readout) {
                beside = true;
                ending = Ending.SOFTMAX; // of the classes, which the card of such a model tells from the rest
                network = NetworkEnds.withoutLast(network);
                return;
            }
            if (!(NetworkEnds.last(network) instanceof Activation last)) return;
            if (last.kind() == Activation.Kind.SIGMOID) ending = Ending.SIGMOID;
            else if (last.kind() == Activation.Kind.SOFTMAX) ending = Ending.SOFTMAX;
            else return;
            network = NetworkEnds.withoutLast(network);
        }

        void step(PreparationStep step) {
            switch (step.isAlong() ? "along" : step.id()) {
                case "along" -> along(step);
                case "ensure_dtype" -> {}
                case PreparationStep.CUT -> hold(step);
                case "sigmoid" -> end(Ending.SIGMOID);
                case "softmax" -> end(Ending.SOFTMAX);
                case "binarize" -> binarize(step);
                case "scale_linear", "fixed_zero_mean_unit_variance" -> linear(step);
                default -> other(step);
            }
        }

        /** Thresholds along an axis become one, so that it is known which channel is how far above. */
        private void along(PreparationStep step) {
            boolean binarizes = step.id().equals("binarize");
            hold(binarizes ? step.aboveZero() : step);
            if (binarizes) thresholds = new double[channels()];
        }

        private void other(PreparationStep step) {
            if (PixelSteps.isOfWhole(step) && decides) {
                hold(step);
                return;
            }
            changed |= PixelSteps.isOfWhole(step);
            if (changed) leaveOut(step);
            else after.add(step);
        }

        private void leaveOut(PreparationStep step) {
            notes.add("What " + step.id() + " does to the answer is left out: the classes stay the same.");
        }

        /** By numbers of all that came of the steps before. */
        private void hold(PreparationStep step) {
            settle();
            held = true;
            whole.add(step);
        }

        /** Done by the network before an activation; after one it moves the threshold. */
        private void linear(PreparationStep step) {
            PixelLayer map = PixelSteps.layers(step, channels()).get(0);
            if (changed) return; // it is rising, and which classes there are is known
            if (map.isRising() && !isPlain()) {
                after.add(step);
                return;
            }
            if (!isPlain()) settle();
            if (held) whole.add(step);
            else map(map);
        }

        /** Whether the network gives the numbers as they are by now. */
        private boolean isPlain() {
            return ending == Ending.NONE && thresholds == null && after.isEmpty();
        }

        /** What is done so far becomes a part of the network, as what follows needs its numbers. */
        private void settle() {
            List<PreparationStep> done = new ArrayList<>();
            if (ending != Ending.NONE)
                done.add(PreparationStep.plain(ending.name().toLowerCase(Locale.ROOT)));
            if (thresholds != null) done.add(PreparationStep.binarize(thresholds));
            done.addAll(after);
            if (held) whole.addAll(done);
            else follow(done);
            ending = Ending.NONE;
            thresholds = null;
            after.clear();
        }

        private void follow(List<PreparationStep> steps) {
            List<PixelLayer> more = new ArrayList<>();
            steps.forEach(step -> more.addAll(PixelSteps.layers(step, channels())));
            if (layers.isEmpty()) layers.addAll(maps);
            layers.addAll(more);
            network = NetworkEnds.followed(network, more);
        }

        private void map(PixelLayer map) {
            if (layers.isEmpty()) maps.add(map);
            else layers.add(map);
            network = layers.isEmpty() ? NetworkEnds.mapped(network, map) : NetworkEnds.followed(network, List.of(map));
        }

        private void end(Ending with) {
            if (!isPlain()) settle();
            ending = with;
        }

        private void binarize(PreparationStep step) {
            boolean clipped = after.stream().anyMatch(before -> before.id().equals("clip"));
            if (clipped || thresholds != null) settle();
            thresholds = step.numbers("threshold", channels(), 0.5);
            for (int i = after.size() - 1; i >= 0; i--) {
                PixelLayer map = PixelSteps.layers(after.get(i), channels()).get(0);
                for (int c = 0; c < thresholds.length; c++)
                    thresholds[c] = (thresholds[c] - map.shift()[c]) / map.rows()[c][c];
            }
            after.clear();
        }

        /** Thresholds of probabilities that the network does not give before its ending, but with it. */
        private void settleSoftmax() {
            double[] limits = thresholds;
            thresholds = null;
            after.clear();
            settle();
            thresholds = limits;
        }

        private int channels() {
            return network.graph().classes();
        }

        Answer answer() {
            int n = channels();
            if (ending == Ending.SOFTMAX && n == 1) throw refused("it has a softmax of a single channel");
            boolean one = n == 1 && (held || !layers.isEmpty()) && ending == Ending.NONE && thresholds == null;
            if (thresholds == null && (!after.stream().allMatch(PreparationStep::isAlike) || one && !after.isEmpty()))
                settle();
            after.stream().filter(step -> step.id().equals("clip")).forEach(this::leaveOut);
            if (one) thresholds = new double[] {0.5};
            List<String> names = output.classNames(n);
            int background = TensorText.background(names);
            boolean apart =
                    n == 1 || ending == Ending.SIGMOID && background < 0 || thresholds != null && background < 0;
            if (ending == Ending.SOFTMAX && thresholds != null && apart) settleSoftmax();
            return apart ? besideBackground(names) : among(names, Math.max(0, background));
        }

        /** Each channel says for itself whether a pixel is of its class; background is what none of them says. */
        private Answer besideBackground(List<String> names) {
            int n = names.size();
            double[] limits = new double[n];
            for (int c = 0; c < n && thresholds != null; c++) limits[c] = limit(thresholds[c]);
            List<String> all = new ArrayList<>(List.of("background"));
            all.addAll(names);
            if (n > 1)
                notes.add("A pixel is of the class that is most probable, background where none is probable enough.");
            return answer(PixelSteps.above(limits), all);
        }

        /** The number before the activation that the threshold of a probability stands for. */
        private double limit(double threshold) {
            if (ending != Ending.SIGMOID) return threshold;
            if (threshold > 0 && threshold < 1) return Math.log(threshold / (1 - threshold));
            throw refused("its threshold is " + threshold + ", expected a probability");
        }

        /** The channels are the classes, one of which is the background and comes first. */
        private Answer among(List<String> names, int background) {
            int n = names.size();
            if (background == 0) return answer(names);
            List<Integer> order = new ArrayList<>(List.of(background));
            IntStream.range(0, n).filter(i -> i != background).forEach(order::add);
            List<String> sorted = order.stream().map(names::get).toList();
            return answer(PixelSteps.sorted(order), sorted);
        }

        private Answer answer(PixelLayer map, List<String> names) {
            Transfer.Source before = network;
            if (held) return whole(map, names);
            map(map);
            return answer(before, names, "");
        }

        private Answer answer(List<String> names) {
            return held ? whole(PixelSteps.identity(names.size()), names) : answer(network, names, "");
        }

        /** Of numbers that are left as they are until all are there. */
        private Answer whole(PixelLayer map, List<String> names) {
            notes.add(
                    "Classes are decided by numbers of the whole answer, which is kept first. It segments only: it cannot be"
                            + " trained on or exported.");
            network = NetworkEnds.followed(network, "said", new Readout(0, false));
            return answer(network, names, AnswerSteps.text(whole, map));
        }

        private Answer answer(Transfer.Source before, List<String> names, String later) {
            boolean activated = ending != Ending.NONE;
            ClassList classes = ClassList.named(names);
            return new Answer(before, network, classes, notes, beside, activated, ObjectRule.USUAL, later, layers);
        }

        private InputException refused(String why) {
            return new InputException(where + ": the output " + output.id() + " cannot be used: " + why
                    + ". Expected the probabilities of classes. Ask its author for a model of segmentation.");
        }
    }
}
