package sc.fiji.unet.nn;

/**
 * What a node of a {@link Graph} computes. Kernels, strides and factors are the same along every spatial axis. All of them
 * are plain data; what they mean for shapes, costs and files is said once in the class that needs it.
 */
public sealed interface Op {
    /** Whether its output is larger than its input by a factor. */
    default boolean enlarges() {
        return this instanceof UpConv || this instanceof Unpool || this instanceof Upsample;
    }

    /** Whether it only selects and moves values. */
    default boolean rearranges() {
        return this instanceof MaxPool || this instanceof Mirror || this instanceof Crop;
    }

    /** The image. */
    record Input(int channels) implements Op {}

    /** Convolution; zero padding on every side. */
    record Conv(int in, int out, int kernel, int stride, int padding, boolean bias) implements Op {
        /** Stride 1 and, for odd kernels, padding that keeps the size. */
        public static Conv same(int in, int out, int kernel, boolean bias) {
            return new Conv(in, out, kernel, 1, kernel / 2, bias);
        }
    }

    /** Transposed convolution with kernel = stride = factor, so that no two outputs overlap. */
    record UpConv(int in, int out, int factor) implements Op {}

    /** Batch normalisation (Ioffe and Szegedy 2015). */
    record BatchNorm(int channels, double eps, double momentum) implements Op {
        /** With the constants that every framework uses. */
        public BatchNorm(int channels) {
            this(channels, 1e-5, 0.1);
        }
    }

    /** Instance normalisation (Ulyanov 2016): statistics of the patch itself, so a tile sees others than the whole image. */
    record InstanceNorm(int channels, double eps) implements Op {}

    /** Point-wise non-linearity. */
    record Activation(Kind kind, double slope) implements Op {
        /** Which function. */
        public enum Kind {
            /** max(0, x). */
            RELU,
            /** x for x > 0, else slope * x. */
            LEAKY_RELU,
            /** 1 / (1 + exp(-x)). */
            SIGMOID,
            /** Over channels. */
            SOFTMAX
        }

        /** A function without a slope. */
        public Activation(Kind kind) {
            this(kind, 0);
        }
    }

    /** Maximum over a window. */
    record MaxPool(int kernel, int stride, int padding) implements Op {
        /** Windows that tile the plane. */
        public MaxPool(int factor) {
            this(factor, factor, 0);
        }
    }

    /** Puts values back where the {@link MaxPool} that is its second input found its maxima; zero elsewhere. */
    record Unpool(int factor) implements Op {}

    /** Linear interpolation to a multiple of the size, pixel centres aligned (align_corners = false). */
    record Upsample(int factor) implements Op {}

    /** Channels of all inputs, one after the other. */
    record Concat() implements Op {}

    /** Sum of all inputs. */
    record Add() implements Op {}

    /** Product of two inputs; a single channel is spread over all of the other's. */
    record Multiply() implements Op {}

    /** While training, zeroes each value with this probability and scales the rest (Srivastava 2014). */
    record Dropout(double rate) implements Op {}

    /**
     * Several answers of equal shape, the last node of a network under deep supervision (Lee et al. 2015): while training
     * all of them, one after the other along the channels; else only the first, and the others need not be computed.
     */
    record Heads() implements Op {}

    /** Cuts this many pixels off each side. */
    record Crop(int border) implements Op {}

    /** Adds this many pixels on each side, mirrored at the edge pixel; the image must be larger than the border. */
    record Mirror(int border) implements Op {}
}
