package sc.fiji.unet.train;

import sc.fiji.unet.config.OptionException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.torchscript.Form;

/**
 * How a network is fitted, with every choice made. Immutable.
 *
 * @param loss id and options of a loss
 * @param optimizer id and options of an optimizer
 * @param learningRate base rate, above 0
 * @param schedule id and options of a schedule
 * @param length when to stop
 * @param precision of the convolutions; weights, loss and statistics stay float32
 * @param device a name that the engine knows
 * @param seed of every random choice
 */
public record FitPlan(
        Spec loss,
        Spec optimizer,
        double learningRate,
        Spec schedule,
        Length length,
        Form.Precision precision,
        String device,
        long seed) {
    /**
     * When to stop: at whichever comes first.
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

    /** Refuses what could not train. */
    public FitPlan {
        if (!(learningRate > 0)) throw OptionException.outOfRange("learningrate", learningRate, "above 0");
        if (length.epochs() < 1 || length.stepsPerEpoch() < 1) {
            throw OptionException.outOfRange("epochs x steps", length.steps(), "1 or more");
        }
    }
}
