package sc.fiji.unet.config;

/**
 * How and how long the network learns. Training ends at whichever comes first: epochs, minutes, or no improvement.
 *
 * @param epochs passes over the training images, 0 for auto
 * @param minutes wall-clock limit, 0 for none
 * @param loss id and options of a loss
 * @param optimizer id and options of an optimizer
 * @param learningrate base learning rate, 0 for auto
 * @param schedule id and options of a learning rate schedule
 * @param ema share of the averaged weights that survives a step, as in 0.999; 0 to use the weights as they are
 * @param precision of the convolutions, or auto; weights, loss and statistics are always
 *     float32
 * @param auxiliary what it learns beside classes, by which objects are told apart: an id, or auto
 */
public record FitOptions(
        int epochs,
        double minutes,
        Spec loss,
        Spec optimizer,
        double learningrate,
        Spec schedule,
        double ema,
        PrecisionChoice precision,
        String auxiliary) {
    /** Refuses numbers out of bounds. */
    public FitOptions {
        Checks.zeroOr("epochs", epochs, 1, 1_000_000);
        Checks.within("minutes", minutes, 0, 100_000);
        Checks.given("loss", loss);
        Checks.given("optimizer", optimizer);
        Checks.within("learningrate", learningrate, 0, 10);
        Checks.given("schedule", schedule);
        Checks.within("ema", ema, 0, 0.999999);
        Checks.given("precision", precision);
        auxiliary = Checks.text("auxiliary", auxiliary);
    }

    /** Without averaging weights, in the precision that suits the device. */
    public FitOptions(int epochs, double minutes, Spec loss, Spec optimizer, double learningrate, Spec schedule) {
        this(epochs, minutes, loss, optimizer, learningrate, schedule, 0, PrecisionChoice.AUTO, Auto.WORD);
    }

    /** All planned, no time limit. */
    public static FitOptions defaults() {
        return new FitOptions(0, 0, Auto.SPEC, Auto.SPEC, 0, Auto.SPEC);
    }

    /** A copy that ends after this many epochs or minutes. */
    public FitOptions withLimits(int newEpochs, double newMinutes) {
        return new FitOptions(
                newEpochs, newMinutes, loss, optimizer, learningrate, schedule, ema, precision, auxiliary);
    }

    /** A copy with another loss. */
    public FitOptions withLoss(Spec value) {
        return new FitOptions(epochs, minutes, value, optimizer, learningrate, schedule, ema, precision, auxiliary);
    }

    /** A copy with another optimizer and base learning rate. */
    public FitOptions withOptimizer(Spec newOptimizer, double newLearningrate) {
        return new FitOptions(
                epochs, minutes, loss, newOptimizer, newLearningrate, schedule, ema, precision, auxiliary);
    }

    /** A copy with another schedule. */
    public FitOptions withSchedule(Spec value) {
        return new FitOptions(epochs, minutes, loss, optimizer, learningrate, value, ema, precision, auxiliary);
    }

    /** A copy that averages weights. */
    public FitOptions withEma(double value) {
        return new FitOptions(epochs, minutes, loss, optimizer, learningrate, schedule, value, precision, auxiliary);
    }

    /** A copy that computes in another precision. */
    public FitOptions withPrecision(PrecisionChoice value) {
        return new FitOptions(epochs, minutes, loss, optimizer, learningrate, schedule, ema, value, auxiliary);
    }

    /** A copy that learns something else beside classes. */
    public FitOptions withAuxiliary(String value) {
        return new FitOptions(epochs, minutes, loss, optimizer, learningrate, schedule, ema, precision, value);
    }
}
