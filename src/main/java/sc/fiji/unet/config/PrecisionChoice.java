package sc.fiji.unet.config;

import sc.fiji.unet.base.Choice;

/** What a person says about the number format of convolutions. */
public enum PrecisionChoice implements Choice {
    /** What is fast on the device and, for predictions, says the same as single precision. */
    AUTO,
    /** IEEE single precision (32 bits), which every device computes. */
    FP32,
    /** bfloat16, with the range of single precision and 8 bits of it: fast where the chip has it. */
    BF16,
    /** Bytes for what lies between the first and the last convolution: to predict only, on processors that multiply them fast. */
    INT8;

    /** The constant of this word. */
    public static PrecisionChoice of(String word) {
        return Choice.of(PrecisionChoice.class, "precision", word);
    }
}
