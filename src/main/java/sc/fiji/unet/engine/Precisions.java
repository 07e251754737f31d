package sc.fiji.unet.engine;

import java.util.function.Consumer;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.torchscript.Form.Precision;

/** Which number format pays on which device. */
public final class Precisions {
    private Precisions() {}

    /**
     * The precision to train in.
     *
     * @param asked {@code fp32}, {@code bf16}, or {@code auto} for bfloat16 on GPUs and on processors that multiply it in
     *     hardware, else float32
     */
    public static Precision forTraining(String device, String asked) {
        return switch (asked) {
            case "fp32" -> Precision.FP32;
            case "bf16" -> Precision.BF16;
            case "auto" -> Devices.of(device).isGpu() || Cpu.hasBfloat16() ? Precision.BF16 : Precision.FP32;
            default -> throw OptionException.unknown("precision", asked, SegmentOptions.PRECISIONS);
        };
    }

    /**
     * Compiles a network for prediction.
     *
     * @param network with folded normalization
     * @param device a name that {@link Devices} knows, {@code auto} for all GPUs there are, or GPUs with commas between; the
     *     predictor has a lane for each patch that they compute at a time
     * @param precision {@code fp32}, {@code bf16}, or {@code auto} to measure both on the first patch and keep the faster
     *     that says the same
     * @param notes told what was chosen and why, on the thread of the first prediction
     */
    public static PatchPredictor compile(Inference network, String device, String precision, Consumer<String> notes) {
        PrecisionSelection selection = new PrecisionSelection(network, Devices.lanes(device));
        return switch (precision) {
            case "fp32" -> selection.compile(Precision.FP32);
            case "bf16" -> selection.compile(Precision.BF16);
            case "auto" -> automatic(selection, notes);
            default -> throw OptionException.unknown("precision", precision, SegmentOptions.PRECISIONS);
        };
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
