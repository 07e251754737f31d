package sc.fiji.unet.config;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import sc.fiji.unet.base.OptionException;

/**
 * The options of a training that one value says, each under the one name that it has in dialogs, macros, recipes of a
 * comparison, tracked parameters and on the command line. Whatever handles options by name goes through this table, so
 * that a new option is one line here beside the field that holds it.
 *
 * <p>Values are texts as people write them: a number, an id with options, {@code auto} for what is planned.
 */
public enum TrainingOption {
    /** The classes that the masks hold, as people write them; {@code auto} finds them in the masks. */
    CLASSES("classes", o -> o.data().classes(), (o, v) -> o.withData(o.data().withClasses(v))),
    /** Which images the best network is chosen by: a share of all, or a folder of their own. */
    VALIDATION(
            "validation",
            o -> o.data().validation(),
            (o, v) -> o.withData(o.data().withValidation(v))),
    /** Which channels of the images the network sees, counted from 1. */
    CHANNELS("channels", o -> o.data().channels(), (o, v) -> o.withData(o.data().withChannels(ChannelChoice.parse(v)))),
    /** How stacks of slices are looked at. */
    DIMENSIONS(
            "dimensions",
            o -> o.data().dimensions().id(),
            (o, v) -> o.withData(o.data().withDimensions(DataOptions.Dimensions.of(v)))),
    /** The network with its options. */
    ARCHITECTURE(
            "architecture",
            o -> o.network().architecture(),
            (o, v) -> o.withNetwork(o.network().withArchitecture(Spec.parse(v)))),
    /** A rate, kept among the options of the network: it comes after {@link #ARCHITECTURE}, which replaces them. */
    DROPOUT(
            "dropout",
            o -> o.network().architecture().options().getOrDefault("dropout", Auto.WORD),
            (o, v) -> o.withNetwork(
                    o.network().withArchitecture(o.network().architecture().with("dropout", v)))),
    /** Levels of the network. */
    DEPTH(
            "depth",
            o -> o.network().depth(),
            (o, v) -> o.withNetwork(
                    o.network().withSize(whole("depth", v), o.network().width()))),
    /** Channels of the first level. */
    WIDTH(
            "width",
            o -> o.network().width(),
            (o, v) -> o.withNetwork(o.network().withSize(o.network().depth(), whole("width", v)))),
    /** How pixel values come to a common range. */
    NORMALIZATION(
            "normalization",
            o -> o.input().normalization(),
            (o, v) -> o.withInput(o.input().withNormalization(Spec.parse(v)))),
    /** Edge length of what the network learns from, in pixels. */
    PATCH(
            "patch",
            o -> o.input().patch(),
            (o, v) ->
                    o.withInput(o.input().withPatch(whole("patch", v), o.input().batch()))),
    /** How many patches each step learns from. */
    BATCH(
            "batch",
            o -> o.input().batch(),
            (o, v) -> o.withInput(o.input().withPatch(o.input().patch(), whole("batch", v)))),
    /** Random changes of patches. */
    AUGMENTATION(
            "augmentation",
            o -> o.input().augmentation(),
            (o, v) -> o.withInput(o.input().withAugmentation(v))),
    /** The loss, which training makes as small as it can. */
    LOSS("loss", o -> o.fit().loss(), (o, v) -> o.withFit(o.fit().withLoss(Spec.parse(v)))),
    /** How weights follow the gradient. */
    OPTIMIZER(
            "optimizer",
            o -> o.fit().optimizer(),
            (o, v) -> o.withFit(o.fit().withOptimizer(Spec.parse(v), o.fit().learningrate()))),
    /** The learning rate that the schedule starts from and multiplies. */
    LEARNINGRATE(
            "learningrate",
            o -> o.fit().learningrate(),
            (o, v) -> o.withFit(o.fit().withOptimizer(o.fit().optimizer(), real("learningrate", v)))),
    /** How the rate changes. */
    SCHEDULE("schedule", o -> o.fit().schedule(), (o, v) -> o.withFit(o.fit().withSchedule(Spec.parse(v)))),
    /** Share of the old weights in their running average, which is what validates and is kept; 0 for none. */
    EMA("ema", o -> o.fit().ema(), (o, v) -> o.withFit(o.fit().withEma(real("ema", v)))),
    /** What is learned beside classes, by which objects are told apart. */
    AUXILIARY("auxiliary", o -> o.fit().auxiliary(), (o, v) -> o.withFit(o.fit().withAuxiliary(v))),
    /** Number format of the convolutions. */
    PRECISION(
            "precision",
            o -> o.fit().precision().id(),
            (o, v) -> o.withFit(o.fit().withPrecision(PrecisionChoice.of(v)))),
    /** Passes over the images. */
    EPOCHS(
            "epochs",
            o -> o.fit().epochs(),
            (o, v) -> o.withFit(o.fit().withLimits(whole("epochs", v), o.fit().minutes()))),
    /** Minutes after which a training ends. */
    MINUTES(
            "minutes",
            o -> o.fit().minutes(),
            (o, v) -> o.withFit(o.fit().withLimits(o.fit().epochs(), real("minutes", v)))),
    /** The seed of every random choice. */
    SEED("seed", o -> o.run().seed(), (o, v) -> o.withRun(o.run().withSeed(seed(v)))),
    /** What to compute on. */
    DEVICE("device", o -> o.run().device(), (o, v) -> o.withRun(o.run().withDevice(v)));

    private final String key;
    private final Function<TrainOptions, Object> getter;
    private final BiFunction<TrainOptions, String, TrainOptions> setter;

    TrainingOption(
            String key, Function<TrainOptions, Object> getter, BiFunction<TrainOptions, String, TrainOptions> setter) {
        this.key = key;
        this.getter = getter;
        this.setter = setter;
    }

    /** Its name for people and files. */
    public String key() {
        return key;
    }

    /** What some options say, as {@link #set} reads it back. */
    public String text(TrainOptions options) {
        return String.valueOf(getter.apply(options));
    }

    /** A copy of some options with another value for this one; what cannot be meant is refused by name. */
    public TrainOptions set(TrainOptions options, String value) {
        return setter.apply(options, value);
    }

    /** A copy of some options with what was said about them, in the order of the table; other keys are left alone. */
    public static TrainOptions apply(TrainOptions options, Map<String, String> said) {
        TrainOptions changed = options;
        for (TrainingOption option : values()) {
            if (said.containsKey(option.key)) changed = option.set(changed, said.get(option.key));
        }
        return changed;
    }

    private static int whole(String key, String value) {
        try {
            return value.equals(Auto.WORD) ? 0 : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(key, value);
        }
    }

    private static double real(String key, String value) {
        try {
            return value.equals(Auto.WORD) ? 0 : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(key, value);
        }
    }

    private static long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw OptionException.notANumber("seed", value);
        }
    }
}
