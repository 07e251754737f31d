package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Readout;
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
 */
record Answer(
        Transfer.Source logits,
        Transfer.Source network,
        ClassList classes,
        List<String> notes,
        boolean beside,
        boolean activated,
        ObjectRule objects) {
    private static final Set<String> SAYS_NOTHING = Set.of("probability", "prediction", "output", "mask", "label", "y");

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
        output.steps().forEach(work::step);
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
        private boolean changed;
        private boolean beside;
        private double[] thresholds;
        private final double[] gains; // of probabilities
        private final double[] offsets;

        Work(Transfer.Source network, TensorText output, String where) {
            this.network = network;
            this.output = output;
            this.where = where;
            gains = new double[channels()];
            Arrays.fill(gains, 1);
            offsets = new double[channels()];
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
            switch (step.id()) {
                case "ensure_dtype" -> {}
                case "sigmoid" -> end(Ending.SIGMOID);
                case "softmax" -> end(Ending.SOFTMAX);
                case "binarize" -> binarize(step);
                case "scale_linear" ->
                    linear(step.numbers("gain", channels(), 1), step.numbers("offset", channels(), 0));
                case "fixed_zero_mean_unit_variance" -> fixed(step);
                default -> leaveOut(step);
            }
        }

        private void leaveOut(PreparationStep step) {
            changed = true;
            boolean apart = channels() > 1 && step.has("axes") && step.axes().indexOf('c') < 0;
            notes.add("What " + step.id() + " does to the answer is left out: "
                    + (apart
                            ? "it takes the whole answer, and the class of a pixel is that of its largest number before."
                            : "the classes stay the same."));
        }

        private void fixed(PreparationStep step) {
            double[] gain = step.numbers("std", channels(), 1);
            double[] offset = step.numbers("mean", channels(), 0);
            for (int c = 0; c < gain.length; c++) {
                gain[c] = 1 / gain[c];
                offset[c] = -offset[c] * gain[c];
            }
            linear(gain, offset);
        }

        /** Done by the network before an activation; after one it moves the threshold. */
        private void linear(double[] gain, double[] offset) {
            if (changed || thresholds != null) return; // which classes there are is known
            int n = gain.length;
            if (ending == Ending.NONE) {
                float[][] rows = new float[n][n];
                float[] shift = new float[n];
                for (int c = 0; c < n; c++) {
                    rows[c][c] = (float) gain[c];
                    shift[c] = (float) offset[c];
                }
                network = NetworkEnds.mapped(network, rows, shift);
                return;
            }
            for (int c = 0; c < n; c++) {
                if (!(gain[c] > 0)) throw refused("its probabilities are turned around by a factor of " + gain[c]);
                gains[c] *= gain[c];
                offsets[c] = offsets[c] * gain[c] + offset[c];
            }
        }

        private boolean isAlike(double... values) {
            return Arrays.stream(values).allMatch(value -> value == values[0]);
        }

        private void end(Ending with) {
            if (ending != Ending.NONE || changed || thresholds != null) {
                throw refused("its answer goes through " + with.name().toLowerCase(Locale.ROOT)
                        + " after other operations, which are no probabilities");
            }
            ending = with;
        }

        private void binarize(PreparationStep step) {
            if (changed) throw refused("its answer is binarized after other operations");
            thresholds = step.numbers("threshold", channels(), 0.5);
            for (int c = 0; c < thresholds.length; c++) thresholds[c] = (thresholds[c] - offsets[c]) / gains[c];
        }

        private int channels() {
            return network.graph().classes();
        }

        Answer answer() {
            int n = channels();
            if (thresholds == null && !(isAlike(gains) && isAlike(offsets)))
                throw refused("its probabilities are scaled, each channel in its own way");
            List<String> names = names(n);
            int background = background(names);
            boolean apart =
                    n == 1 || ending == Ending.SIGMOID && background < 0 || thresholds != null && background < 0;
            if (ending == Ending.SOFTMAX && n == 1) throw refused("it has a softmax of a single channel");
            return apart ? besideBackground(names) : among(names, Math.max(0, background));
        }

        /** Each channel says for itself whether a pixel is of its class; background is what none of them says. */
        private Answer besideBackground(List<String> names) {
            int n = names.size();
            float[][] rows = new float[n + 1][n];
            float[] shift = new float[n + 1];
            for (int c = 0; c < n; c++) {
                rows[c + 1][c] = 1;
                if (thresholds != null) shift[c + 1] = (float) -limit(thresholds[c]);
            }
            List<String> all = new ArrayList<>(List.of("background"));
            all.addAll(names);
            if (n > 1)
                notes.add("A pixel is of the class that is most probable, background where none is probable enough.");
            return answer(NetworkEnds.mapped(network, rows, shift), all);
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
            if (background == 0) return answer(network, names);
            List<Integer> order = new ArrayList<>(List.of(background));
            IntStream.range(0, n).filter(i -> i != background).forEach(order::add);
            float[][] rows = new float[n][n];
            for (int i = 0; i < n; i++) rows[i][order.get(i)] = 1;
            List<String> sorted = order.stream().map(names::get).toList();
            return answer(NetworkEnds.mapped(network, rows, new float[n]), sorted);
        }

        private Answer answer(Transfer.Source mapped, List<String> names) {
            return new Answer(
                    network, mapped, ClassList.named(names), notes, beside, ending != Ending.NONE, ObjectRule.USUAL);
        }

        private static int background(List<String> names) {
            for (int i = 0; i < names.size(); i++)
                if (names.get(i).toLowerCase(Locale.ROOT).matches("back_?ground|bg")) return i;
            return -1;
        }

        private List<String> names(int n) {
            List<String> said = output.channels();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                String name = said.size() == n ? said.get(i).strip() : "";
                boolean empty = name.isEmpty()
                        || name.length() > 100
                        || name.matches("(channel|c|class)_?\\d+")
                        || n == 1 && SAYS_NOTHING.contains(name.toLowerCase(Locale.ROOT));
                if (empty) name = n == 1 ? "foreground" : "class" + i;
                names.add(names.contains(name) ? name + "_" + i : name);
            }
            return names;
        }

        private InputException refused(String why) {
            return new InputException(where + ": the output " + output.id() + " cannot be used: " + why
                    + ". Expected the probabilities of classes. Ask its author for a model of segmentation.");
        }
    }
}
