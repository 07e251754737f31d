package sc.fiji.unet.engine;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.torchscript.Form.Precision;

/** Which number format convolutions are computed in: what a person asks for, or what pays on the device. */
public final class Precisions {
    private Precisions() {}

    /** Those worth timing in a training on a device, float32 first; one alone where that is what a person says. */
    public static List<Precision> inTraining(String device, PrecisionChoice asked) {
        if (asked != PrecisionChoice.AUTO) return List.of(exactly(asked));
        return mayDiffer(device) ? List.of(Precision.FP32, Precision.BF16) : List.of(Precision.FP32);
    }

    /** The precision of this name. */
    public static Precision exactly(PrecisionChoice asked) {
        return Choice.of(Precision.class, "precision", asked.id());
    }

    /**
     * Compiles a network for prediction.
     *
     * @param network with folded normalization
     * @param device a name that {@link Devices} knows, {@code auto} for all GPUs there are, or GPUs with commas between; the
     *     predictor has a lane for each patch that they compute at a time
     * @param precision what a person says; auto stands for measuring those that may pay on the first patch and keeping
     *     the fastest that says the same
     * @param notes told what was chosen and why, on the thread of the first prediction
     */
    public static PatchPredictor compile(
            Inference network, String device, PrecisionChoice precision, Consumer<String> notes) {
        PrecisionSelection selection = new PrecisionSelection(network, Devices.lanes(device));
        return switch (precision) {
            case FP32, BF16 -> selection.compile(precision);
            case INT8 -> onBytes(selection, notes);
            case AUTO -> automatic(selection, notes);
        };
    }

    /** The formats that may pay for a network's predictions on a device, float32 first, each on trust that it agrees. */
    public static List<PrecisionChoice> inPrediction(Inference network, String device) {
        return new PrecisionSelection(network, Devices.lanes(device)).formats();
    }

    /** The word by which a person would ask for this precision. */
    public static PrecisionChoice asked(Precision precision) {
        return PrecisionChoice.of(precision.id());
    }

    private static PatchPredictor automatic(PrecisionSelection selection, Consumer<String> notes) {
        if (selection.candidates().size() == 1) return selection.compile(PrecisionChoice.FP32);
        return new AutoPredictor(selection, DecisionCache.ofThisPerson("precision"), notes);
    }

    private static PatchPredictor onBytes(PrecisionSelection selection, Consumer<String> notes) {
        Calibration calibration = selection.network().calibration();
        if (!selection.canHaveBytes()) {
            notes.accept("Precision fp32, though int8 was asked for: only 2-D networks that can be computed in strips"
                    + " know bytes, and only on x86 processors.");
            return selection.compile(PrecisionChoice.FP32);
        }
        if (calibration.ranges().isEmpty()) return new WatchedPredictor(selection, notes);
        notes.accept(cost(calibration));
        return selection.compile(PrecisionChoice.INT8);
    }

    private static String cost(Calibration calibration) {
        if (!calibration.isScored()) {
            return "Precision int8, as asked: what it costs on this processor was not tried on images with truth.";
        }
        return String.format(
                Locale.ROOT,
                "Precision int8, as asked: on the validation images mean Dice was %.4f lower than in fp32, and %.3f %% of"
                        + " labels were the same.",
                calibration.diceLost(),
                100 * calibration.labels());
    }

    /** Whether bfloat16 may be faster than float32: only then is there a choice. */
    static boolean mayDiffer(String device) {
        return PrecisionSelection.mayDiffer(device);
    }
}
