package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.nn.Weights;

/** What a training begins with in place of chance. Read at once, as a model's folder may be the one to be replaced. */
interface StartingPoint {
    /** What was asked, completed by what the starting point implies where nobody said otherwise. */
    TrainOptions asked(TrainOptions said);

    /** The weights to begin with. */
    Begun begin(TrainingPlan plan, Weights initial, TrainingSet set);

    /**
     * The first weights of a training, and which of them are not random.
     *
     * @param weights of all parameters
     * @param taken names of those that are not fresh
     * @param report what was taken, for people; the sum in the first line
     */
    record Begun(Weights weights, Set<String> taken, List<String> report) {
        /** Copies the lists. */
        public Begun {
            taken = Set.copyOf(taken);
            report = List.copyOf(report);
        }

        /** The plan with what became of the start: only what was taken can stay frozen. */
        TrainingPlan applyTo(TrainingPlan plan) {
            Set<String> frozen = new HashSet<>(plan.fit().rules().frozen());
            frozen.retainAll(taken);
            List<String> lines = new ArrayList<>(report);
            if (!frozen.isEmpty()) lines.add("Frozen: " + frozen.size() + " arrays of the encoder.");
            return plan.withFrozen(frozen).withReason("start = " + String.join("\n", lines));
        }
    }
}
