package sc.fiji.unet.config;

import java.nio.file.Path;

/**
 * Everything a person may say about a training, under the names of the command's parameters. What is left at
 * {@link Auto} or 0 is decided by planning from the data. Immutable.
 *
 * @param data what to learn from
 * @param network what to train
 * @param input what the network is shown
 * @param fit how and how long it learns
 * @param run where results go and on what it runs
 * @param start what it begins with
 */
public record TrainOptions(
        DataOptions data,
        NetworkOptions network,
        InputOptions input,
        FitOptions fit,
        RunOptions run,
        StartOptions start) {
    /** Refuses missing groups. */
    public TrainOptions {
        Checks.given("data", data);
        Checks.given("network", network);
        Checks.given("input", input);
        Checks.given("fit", fit);
        Checks.given("run", run);
        Checks.given("start", start);
    }

    /** Options of a training that begins with random weights. */
    public TrainOptions(DataOptions data, NetworkOptions network, InputOptions input, FitOptions fit, RunOptions run) {
        this(data, network, input, fit, run, StartOptions.SCRATCH);
    }

    /** Everything on auto, for these images and masks and this model folder. */
    public static TrainOptions defaults(Path images, Path masks, Path model) {
        return new TrainOptions(
                DataOptions.defaults(images, masks),
                NetworkOptions.defaults(),
                InputOptions.defaults(),
                FitOptions.defaults(),
                RunOptions.defaults(model));
    }

    /** A copy with other data. */
    public TrainOptions withData(DataOptions value) {
        return new TrainOptions(value, network, input, fit, run, start);
    }

    /** A copy with another network. */
    public TrainOptions withNetwork(NetworkOptions value) {
        return new TrainOptions(data, value, input, fit, run, start);
    }

    /** A copy with other input. */
    public TrainOptions withInput(InputOptions value) {
        return new TrainOptions(data, network, value, fit, run, start);
    }

    /** A copy with another fit. */
    public TrainOptions withFit(FitOptions value) {
        return new TrainOptions(data, network, input, value, run, start);
    }

    /** A copy with another run. */
    public TrainOptions withRun(RunOptions value) {
        return new TrainOptions(data, network, input, fit, value, start);
    }

    /** A copy that begins with something else. */
    public TrainOptions withStart(StartOptions value) {
        return new TrainOptions(data, network, input, fit, run, value);
    }
}
