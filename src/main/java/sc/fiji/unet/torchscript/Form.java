package sc.fiji.unet.torchscript;

import sc.fiji.unet.base.Choice;
import sc.fiji.unet.nn.BytePlan;

/**
 * How a graph is written down as TorchScript. Inputs and outputs are float32 in any case.
 *
 * @param precision of convolutions and of what lies between them
 * @param training parameters are learned and kept in float32; else stored in the precision they are used in
 * @param fused convolution, bias and activation in one call of oneDNN: x86 processors only, and not for training. Where
 *     the network has passes, large patches can be computed strip by strip, too: {@code begin(above)} gives a state that
 *     {@code strip(patches, state, below, rows)} goes on with, which gives the next rows of output. Above and below are
 *     rows whose output nobody reads; all are multiples of the stride
 * @param plain nothing but the operations of the network, as anybody would write them: what is done for speed alone, other
 *     programs cannot convert
 * @param bytes what of the network computes on bytes. A fused form has a method {@code prepare} then, to be called once; a
 *     training form rounds there as bytes would, and passes gradients on as if it had not
 */
public record Form(Precision precision, boolean training, boolean fused, boolean plain, BytePlan bytes) {
    /** Of a channel of the image in a strip: what is computed at a time fits the caches, and is enough for all cores. */
    private static final int STRIP_BYTES = 1 << 19;

    /** The format that numbers are computed in between input and output. */
    public enum Precision implements Choice {
        /** IEEE single precision, which every device computes. */
        FP32,
        /** bfloat16: the exponent of fp32 with 8 bits of precision; four to six times faster where the chip has it. */
        BF16
    }

    /** Refuses to train what has no gradient. */
    public Form {
        if (training && fused) throw new IllegalArgumentException("Fused convolutions have no gradient");
        if (plain && (training || fused)) throw new IllegalArgumentException("A plain form only predicts");
        if (!bytes.isEmpty() && !training && !fused) {
            throw new IllegalArgumentException("Only fused convolutions multiply bytes");
        }
    }

    /** One that computes on nothing but floats. */
    public Form(Precision precision, boolean training, boolean fused, boolean plain) {
        this(precision, training, fused, plain, BytePlan.NONE);
    }

    /** One that this program itself runs. */
    public Form(Precision precision, boolean training, boolean fused) {
        this(precision, training, fused, false);
    }

    /** The file that people exchange: any PyTorch, any device, any converter. */
    public static Form portable() {
        return new Form(Precision.FP32, false, false, true);
    }

    /** A network that predicts on bytes as far as the plan says, else on float32. */
    public static Form onBytes(BytePlan bytes) {
        return new Form(Precision.FP32, false, true, false, bytes);
    }

    /** A network that learns, whose convolutions compute in this precision. */
    public static Form training(Precision precision) {
        return new Form(precision, true, false);
    }

    /** A network that learns to compute on bytes what the plan says, by rounding there. */
    public static Form training(Precision precision, BytePlan bytes) {
        return new Form(precision, true, false, false, bytes);
    }

    /** Bytes of most numbers that lie between convolutions. */
    public int bytesPerValue() {
        if (isOnBytes()) return Byte.BYTES;
        return bf16() ? Short.BYTES : Float.BYTES;
    }

    /**
     * Rows that a fused form computes at a time, where it computes strips: the nearest multiple of the stride.
     *
     * @param width pixels of a row, in all patches together
     * @param stride of the network
     */
    public int stripRows(int width, int stride) {
        int pixels = STRIP_BYTES / Math.max(Short.BYTES, bytesPerValue());
        return Math.max(1, (pixels / width + stride / 2) / stride) * stride;
    }

    /** Whether it predicts on bytes, and so has to be prepared. */
    public boolean isOnBytes() {
        return fused && !bytes.isEmpty();
    }

    boolean bf16() {
        return precision == Precision.BF16;
    }
}
