package sc.fiji.unet.train;

import java.util.Set;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.BytePlan;
import sc.fiji.unet.torchscript.Form;

/**
 * How a network is fitted, with every choice made. Immutable.
 *
 * @param method what steps do
 * @param length when to stop
 * @param machine on what, and from which random choices
 * @param rules what else happens to the weights
 */
public record FitPlan(Method method, Length length, Machine machine, WeightRules rules) {
    /**
     * What the steps of a training do: what is minimized, by which rule and how fast.
     *
     * @param loss id and options of a loss, which is minimized
     * @param optimizer id and options of the rule by which a gradient changes the weights
     * @param learningRate base rate, above 0
     * @param schedule id and options of what the base rate is multiplied by as a training goes on
     * @param auxiliary id of what is learned beside classes
     */
    public record Method(Spec loss, Spec optimizer, double learningRate, Spec schedule, String auxiliary) {
        /** Refuses a rate that learns nothing. */
        public Method {
            if (!(learningRate > 0)) throw OptionException.outOfRange("learningrate", learningRate, "above 0");
        }

        /** Learns classes alone. */
        public Method(Spec loss, Spec optimizer, double learningRate, Spec schedule) {
            this(loss, optimizer, learningRate, schedule, AuxiliaryTargets.NONE);
        }
    }

    /**
     * What a training computes on and in, and from which random choices.
     *
     * @param precision of the convolutions; weights, loss and statistics stay float32
     * @param device a name that the engine knows
     * @param seed of every random choice
     */
    public record Machine(Form.Precision precision, String device, long seed) {}

    /**
     * When a training ends: at whichever of its limits comes first.
     *
     * @param epochs at most so many
     * @param stepsPerEpoch optimizer steps between two validations
     * @param seconds at most so long, 0 for no limit; counts all sittings of a resumed training
     * @param patience stop after so many epochs without a better validation, 0 for never
     */
    public record Length(int epochs, int stepsPerEpoch, double seconds, int patience) {
        /** Steps of a full run. */
        public long steps() {
            return (long) epochs * stepsPerEpoch;
        }
    }

    /**
     * What happens to the weights beside optimizer steps.
     *
     * @param frozen names of parameters that do not learn
     * @param ema share of the running average of the weights that survives a step, 0 for no averaging; the average is
     *     what is validated and kept (Polyak and Juditsky 1992)
     * @param bytes where weights and values are rounded as bytes will be
     */
    public record WeightRules(Set<String> frozen, double ema, BytePlan bytes) {
        /** All learn, nothing is averaged. */
        public static final WeightRules NONE = new WeightRules(Set.of(), 0);

        /** Copies the set. */
        public WeightRules {
            frozen = Set.copyOf(frozen);
        }

        /** Nothing is rounded. */
        public WeightRules(Set<String> frozen, double ema) {
            this(frozen, ema, BytePlan.NONE);
        }
    }

    /** Refuses a length without steps. */
    public FitPlan {
        if (length.epochs() < 1 || length.stepsPerEpoch() < 1) {
            throw OptionException.outOfRange("epochs x steps", length.steps(), "1 or more");
        }
    }

    /** All weights learn, none is averaged. */
    public FitPlan(Method method, Length length, Machine machine) {
        this(method, length, machine, WeightRules.NONE);
    }

    /** A copy with other rules for the weights. */
    public FitPlan withRules(WeightRules value) {
        return new FitPlan(method, length, machine, value);
    }
}
