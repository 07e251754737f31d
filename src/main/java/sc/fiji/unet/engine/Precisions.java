package sc.fiji.unet.engine;

import java.util.function.Consumer;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.torchscript.Form.Precision;

/** Which number format convolutions are computed in: what a person asks for, or what pays on the device. */
public final class Precisions {
    private Precisions() {}

    /**
     * The precision to train in.
     *
     * @param asked what a person says; auto stands for bfloat16 on GPUs and on processors that multiply it in
     *     hardware, else float32
     */
    public static Precision forTraining(String device, PrecisionChoice asked) {
        return switch (asked) {
            case FP32 -> Precision.FP32;
            case BF16 -> Precision.BF16;
            case AUTO -> Devices.of(device).isGpu() || Cpu.hasBfloat16() ? Precision.BF16 : Precision.FP32;
        };
    }

    /**
     * Compiles a network for prediction.
     *
     * @param network with folded normalization
     * @param device a name that {@link Devices} knows, {@code auto} for all GPUs there are, or GPUs with commas between; the
     *     predictor has a lane for each patch that they compute at a time
     * @param precision what a person says; auto stands for measuring both on the first patch and keeping the faster
     *     that says the same
     * @param notes told what was chosen and why, on the thread of the first prediction
     */
    public static PatchPredictor compile(
            Inference network, String device, PrecisionChoice precision, Consumer<String> notes) {
        PrecisionSelection selection = new PrecisionSelection(network, Devices.lanes(device));
        return switch (precision) {
            case FP32 -> selection.compile(Precision.FP32);
            case BF16 -> selection.compile(Precision.BF16);
            case AUTO -> automatic(selection, notes);
        };
    }

    /** The word by which a person would ask for this precision. */
    public static PrecisionChoice asked(Precision precision) {
        return PrecisionChoice.of(precision.id());
    }

    private static PatchPredictor automatic(PrecisionSelection selection, Consumer<String> notes) {
        if (!mayDiffer(selection.devices().get(0))) return selection.compile(Precision.FP32);
        return new AutoPredictor(selection, DecisionCache.ofThisPerson(), notes);
    }

    /** Whether bfloat16 may be faster than float32: only then is there a choice. */
    static boolean mayDiffer(String device) {
        return Devices.of(device).isGpu() || Cpu.mayHaveBfloat16();
    }
}
