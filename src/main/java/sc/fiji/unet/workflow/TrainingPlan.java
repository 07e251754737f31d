package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.InputOptions;
import sc.fiji.unet.config.NetworkOptions;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.sampling.SamplerOptions;
import sc.fiji.unet.train.FitPlan;

/**
 * A training with every choice made, by a person or by the {@link Planner}, and why. Immutable.
 *
 * @param architecture id with every option
 * @param graph the network
 * @param anisotropy how it goes about z
 * @param normalization id with every option
 * @param edge how large patches are, in one number: their size follows from it
 * @param sampling how patches are drawn
 * @param fit how the network learns
 * @param reasons one line a choice, for people
 */
public record TrainingPlan(
        Spec architecture,
        Graph graph,
        Anisotropy anisotropy,
        Spec normalization,
        int edge,
        SamplerOptions sampling,
        FitPlan fit,
        List<String> reasons) {
    /** Copies the list. */
    public TrainingPlan {
        reasons = List.copyOf(reasons);
    }

    /** A copy with one more reason. */
    TrainingPlan withReason(String reason) {
        List<String> longer = new ArrayList<>(reasons);
        longer.add(reason);
        return new TrainingPlan(architecture, graph, anisotropy, normalization, edge, sampling, fit, longer);
    }

    /** A copy in which only these parameters do not learn. */
    TrainingPlan withFrozen(Set<String> names) {
        FitPlan frozen =
                fit.withRules(new FitPlan.WeightRules(names, fit.rules().ema()));
        return new TrainingPlan(architecture, graph, anisotropy, normalization, edge, sampling, frozen, reasons);
    }

    /** What was asked for, with what was planned in the place of what was left open. */
    public TrainOptions filledIn(TrainOptions asked) {
        InputOptions input = new InputOptions(
                normalization, edge, sampling.batch(), augmentation().toString());
        FitOptions chosen = asked.fit()
                .withLoss(fit.method().loss())
                .withOptimizer(fit.method().optimizer(), fit.method().learningRate())
                .withSchedule(fit.method().schedule())
                .withAuxiliary(auxiliary())
                .withPrecision(Precisions.asked(fit.machine().precision()));
        NetworkOptions network = new NetworkOptions(architecture, size("depth"), size("width"));
        return asked.withNetwork(network).withInput(input).withFit(chosen);
    }

    /** Id of what is learned beside classes. */
    String auxiliary() {
        return fit.method().auxiliary();
    }

    /** The images as this plan learns from them. */
    TrainingSet prepared(TrainingSet set) {
        return auxiliary().equals(AuxiliaryTargets.NONE) ? set : set.withWholeObjects();
    }

    private int size(String option) {
        return Integer.parseInt(architecture.options().getOrDefault(option, "0"));
    }

    /** What patches may meet. */
    public AugmentationPlan augmentation() {
        return sampling.augmentation();
    }
}
