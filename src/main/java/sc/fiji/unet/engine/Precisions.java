package sc.fiji.unet.engine;

import sc.fiji.unet.torchscript.Form.Precision;

/** Which number format pays on which device. */
public final class Precisions {
    private Precisions() {}

    /** bfloat16 on GPUs and on processors that multiply it in hardware, else float32. */
    public static Precision forTraining(String device) {
        boolean fast = Devices.of(device).isGpu() || Cpu.hasBfloat16();
        return fast ? Precision.BF16 : Precision.FP32;
    }
}
